#include "main/window_features.h"

#include <cctype>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace cation::main {

namespace {

bool separates(char c) {
  return c == '=' || c == ',' || std::isspace(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

Features parse_features(std::string_view text) {
  Features features;
  auto take = [&text](auto fits) {
    std::string taken;
    while (!text.empty() && fits(text.front())) {
      taken += static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
      text.remove_prefix(1);
    }
    return taken;
  };
  auto is_word = [](char c) { return !separates(c); };
  while (!text.empty()) {
    take(separates);
    std::string name = take(is_word);
    take([](char c) { return separates(c) && c != ',' && c != '='; });
    std::string value;
    if (text.starts_with('=')) {
      take([](char c) { return separates(c) && c != ','; });
      value = take(is_word);
    }
    if (!name.empty()) features.insert_or_assign(std::move(name), std::move(value));
  }
  return features;
}

std::optional<bool> feature_of(const Features& features, std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto found = features.find(lower);
  if (found == features.end()) return std::nullopt;
  const std::string& value = found->second;
  return value.empty() || value == "yes" || value == "true" || std::atoi(value.c_str()) != 0;
}

namespace {

bool is_on(const Features& features, std::string_view name, bool otherwise = false) {
  return feature_of(features, name).value_or(otherwise);
}

// What a feature is called among the options of a window.
constexpr std::pair<std::string_view, std::string_view> numbers[] = {
    {"width", "width"}, {"height", "height"},     {"left", "x"},
    {"top", "y"},       {"minwidth", "minWidth"}, {"minheight", "minHeight"}};
constexpr std::pair<std::string_view, std::string_view> flags[] = {
    {"show", "show"},     {"resizable", "resizable"},     {"frame", "frame"},
    {"center", "center"}, {"alwaysontop", "alwaysOnTop"}, {"fullscreen", "fullscreen"}};

}  // namespace

bool wants_popup(std::string_view text) {
  Features features = parse_features(text);
  features.erase("noopener");
  features.erase("noreferrer");
  if (features.empty()) return false;
  if (features.contains("popup")) return is_on(features, "popup");
  if (!is_on(features, "location") && !is_on(features, "toolbar")) return true;
  return !is_on(features, "menubar") || !is_on(features, "resizable", true) ||
         !is_on(features, "scrollbars") || !is_on(features, "status");
}

Value with_features(const Value& options, std::string_view text) {
  std::vector<Value::Member> members;
  for (const auto& [key, value] : options.entries()) {
    if (!value.is_undefined()) members.emplace_back(key, value);
  }
  const Features features = parse_features(text);
  auto is_open = [&](std::string_view feature, std::string_view option) {
    return features.contains(feature) && options[option].is_undefined();
  };
  for (const auto& [feature, option] : numbers) {
    if (is_open(feature, option))
      members.emplace_back(option, std::atoi(features.find(feature)->second.c_str()));
  }
  for (const auto& [feature, option] : flags) {
    if (is_open(feature, option)) members.emplace_back(option, is_on(features, feature));
  }
  return Value::object(std::move(members));
}

}  // namespace cation::main
