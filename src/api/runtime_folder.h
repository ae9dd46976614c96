#pragma once

// Where the windows' program and the renderers' library are.

#include <string>

#include "cation/result.h"

namespace cation::api {

/// The program that runs, with its whole path; empty where the system does not tell.
std::string program_path();

/// The folder with `cation-shell`: the one that is given, else the environment's CATION_RUNTIME,
/// else the first that has it of those near the program, near the library, and of the installation.
/// An Error (ERR_SHELL_NOT_FOUND) that says where it was looked for.
Result<std::string> find_runtime_folder(const std::string& given);

}  // namespace cation::api
