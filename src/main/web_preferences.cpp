#include "main/web_preferences.h"

#include <filesystem>
#include <map>
#include <vector>

#include "ipc/file_address.h"
#include "main/window_features.h"

namespace cation::main {

namespace {

constexpr const char* trusts[] = {"nodeIntegration", "contextIsolation", "sandbox",
                                  "nodeIntegrationInSubFrames", "javascript"};
constexpr const char* flags_of_guests[] = {
    "nodeIntegration", "contextIsolation", "sandbox",     "nodeIntegrationInSubFrames",
    "javascript",      "devTools",         "webSecurity", "backgroundThrottling",
    "disableDialogs"};

std::string preload_of(const std::string& given, std::string_view page) {
  if (given.starts_with("file:")) return ipc::path_of_file_url(given).value_or("");
  if (given.empty() || given.starts_with('/')) return given;
  const auto path = ipc::path_of_file_url(page);
  if (!path) return "";
  return (std::filesystem::path(*path).parent_path() / given).lexically_normal();
}

}  // namespace

Value web_preferences(const Value& given) {
  auto flag = [&](const char* name, bool fallback) { return given[name].value_or(fallback); };
  const Value& arguments = given["additionalArguments"];
  return Value::object(
      {{"preload", given["preload"].value_or<std::string>("")},
       {"nodeIntegration", flag("nodeIntegration", false)},
       {"contextIsolation", flag("contextIsolation", true)},
       {"sandbox", flag("sandbox", !flag("nodeIntegration", false))},
       {"nodeIntegrationInSubFrames", flag("nodeIntegrationInSubFrames", false)},
       {"devTools", flag("devTools", true)},
       {"javascript", flag("javascript", true)},
       {"backgroundThrottling", flag("backgroundThrottling", true)},
       {"webSecurity", flag("webSecurity", true)},
       {"webviewTag", flag("webviewTag", false)},
       {"autoplayPolicy", given["autoplayPolicy"]},
       {"disableDialogs", flag("disableDialogs", false)},
       {"additionalArguments", arguments.is_array() ? arguments : Value::array()}});
}

Value inherited_preferences(const Value& given, const Value& of_opener) {
  std::vector<Value::Member> members;
  for (const char* name : {"preload", "devTools", "backgroundThrottling", "additionalArguments",
                           "autoplayPolicy", "disableDialogs", "webSecurity", "webviewTag"})
    members.emplace_back(name, given[name]);
  for (const char* name : trusts)
    members.emplace_back(name, given[name].is_undefined() ? of_opener[name] : given[name]);
  return Value::object(std::move(members));
}

Value guest_preferences(const Value& attributes, const Value& of_embedder, std::string_view page) {
  auto is_set = [&](const char* name) { return attributes[name].value_or(false); };
  auto trusted = [&](const char* name) { return of_embedder[name].value_or(false); };
  std::map<std::string, Value> members{
      {"preload", preload_of(attributes["preload"].value_or<std::string>(""), page)},
      {"nodeIntegration", is_set("nodeintegration")},
      {"nodeIntegrationInSubFrames", is_set("nodeintegrationinsubframes")},
      {"webSecurity", !is_set("disablewebsecurity")}};
  const auto asked = parse_features(attributes["webpreferences"].value_or<std::string>(""));
  for (const char* name : flags_of_guests) {
    if (const auto on = feature_of(asked, name)) members[name] = *on;
  }
  // What its embedder may not do, a guest may not do by asking.
  for (const char* name : {"nodeIntegration", "nodeIntegrationInSubFrames", "javascript"}) {
    if (!trusted(name)) members[name] = false;
  }
  for (const char* name : {"contextIsolation", "sandbox"}) {
    if (trusted(name)) members[name] = true;
  }
  return Value::object(std::vector<Value::Member>(members.begin(), members.end()));
}

}  // namespace cation::main
