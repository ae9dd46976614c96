#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cation::main {

/// Whether the windows' process, and with it WebKit's, gets a variable of this name.
bool is_for_shell(std::string_view name);

/// What the windows' process gets of an environment: what GTK, WebKit and the libraries below them
/// look at, and Cation's own CATION_*. Secrets that main was given stay there: a page that breaks
/// out of its engine, or reads /proc through the network process, finds none. Nor do SNAP and its
/// like go there: a terminal that is a snap hands them to what is started in it, and WebKit, which
/// takes itself for a snap then, starts web processes without a sandbox. `variables` are
/// "NAME=value", as in `environ`.
std::vector<std::string> shell_environment(std::span<const char* const> variables);

}  // namespace cation::main
