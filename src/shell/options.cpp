#include "shell/options.h"

#include <charconv>
#include <cstddef>
#include <string_view>

namespace cation::shell {
namespace {

Result<std::string> absolute(std::string_view name, std::string_view value) {
  if (!value.starts_with('/')) {
    return fail(std::string(name) + " must be an absolute path: " + std::string(value));
  }
  return std::string(value);
}

Result<void> set(Options& options, std::string_view name, std::string_view value) {
  auto path_into = [&](std::string& field) -> Result<void> {
    auto path = absolute(name, value);
    if (!path) return std::unexpected(path.error());
    field = std::move(*path);
    return {};
  };
  if (name == "--socket") return path_into(options.socket);
  if (name == "--renderer") return path_into(options.renderer);
  if (name == "--user-data") return path_into(options.user_data);
  if (name == "--app-name") {
    if (!value.empty()) options.app_name = value;
    return {};
  }
  if (name == "--message-objects") {
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), options.message_objects);
    if (error != std::errc() || end != value.data() + value.size())
      return fail("--message-objects must be a number: " + std::string(value));
    return {};
  }
  if (name == "--version") {
    const auto equals = value.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return fail("--version must be NAME=VERSION: " + std::string(value));
    }
    options.versions.insert_or_assign(std::string(value.substr(0, equals)),
                                      std::string(value.substr(equals + 1)));
    return {};
  }
  return fail("unknown argument: " + std::string(name));
}

}  // namespace

Result<Options> parse_options(std::span<char* const> arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    const std::string_view name = arguments[i];
    if (i + 1 == arguments.size()) return fail("no value for " + std::string(name));
    if (auto done = set(options, name, arguments[i + 1]); !done) {
      return std::unexpected(done.error());
    }
  }
  if (options.socket.empty()) return fail("--socket is missing");
  if (options.renderer.empty()) return fail("--renderer is missing");
  return options;
}

}  // namespace cation::shell
