#pragma once

#include <string_view>

namespace cation::shell {

/// Whether WebKit's processes need a variable of this name.
bool is_needed(std::string_view name);

/// Takes from an environment ("NAME=value" each, behind the last one a null pointer) what GTK,
/// WebKit and the libraries below them do not look at, and overwrites it, so that it is gone from
/// /proc/PID/environ too. What stays, and Cation's own CATION_*, is what WebKit's processes
/// inherit: secrets that main was given do not reach them, and a page that breaks out of its
/// engine, or reads /proc through the network process, finds none. Nor do SNAP and its like: a
/// terminal that is a snap hands them to what is started in it, and WebKit, which takes itself for
/// a snap then, starts web processes without a sandbox.
void keep_needed(char** variables);

}  // namespace cation::shell
