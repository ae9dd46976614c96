#include "main/dialog.h"

#include <cctype>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "main/host.h"

namespace cation::main {

namespace {

Result<void> check_texts(const Value& options, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const Value& text = options[name];
    if (!text.is_nothing() && !text.is_string())
      return fail("The dialog's " + std::string(name) + " must be a string",
                  "ERR_INVALID_ARG_TYPE");
  }
  return {};
}

Result<Value> filters_of(const Value& options) {
  const Value& given = options["filters"];
  if (given.is_nothing()) return Value::array();
  std::vector<Value> filters;
  for (const Value& filter : given) {
    auto extensions = filter["extensions"].to<std::vector<std::string>>();
    if (!filter["name"].is_string() || !extensions)
      return fail("A dialog's filter must be {name, extensions: [...]}", "ERR_INVALID_ARG_TYPE");
    filters.push_back(filter);
  }
  return Value::array(std::move(filters));
}

void ask_for_path(Host& host, std::string_view channel, WindowId window, const Value& options,
                  Value properties, Answered answered) {
  if (!options.is_object() && !options.is_nothing())
    return answered(fail("A dialog's options must be an object", "ERR_INVALID_ARG_TYPE"));
  if (auto checked = check_texts(options, {"title", "defaultPath", "buttonLabel", "message"});
      !checked)
    return answered(std::unexpected(checked.error()));
  auto filters = filters_of(options);
  if (!filters) return answered(std::unexpected(filters.error()));
  host.shell().ask(channel,
                   {window, Value::object({{"title", options["title"]},
                                           {"defaultPath", options["defaultPath"]},
                                           {"buttonLabel", options["buttonLabel"]},
                                           {"filters", *filters},
                                           {"properties", std::move(properties)}})},
                   std::move(answered));
}

/// The button that Escape presses, where the app has not said which: one that reads "cancel" or
/// "no", else another than the one that Return presses.
int cancel_button(const std::vector<std::string>& buttons, const Value& preferred) {
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    std::string label;
    for (const char c : buttons[i]) {
      if (c != '&') label += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (label == "cancel" || label == "no") return static_cast<int>(i);
  }
  return buttons.size() > 1 && preferred.value_or(-1) == 0 ? 1 : 0;
}

}  // namespace

void show_open_dialog(Host& host, WindowId window, const Value& options, Answered answered) {
  Value properties = options["properties"];
  if (properties.is_nothing()) properties = Value::array({"openFile"});
  if (!properties.to<std::vector<std::string>>())
    return answered(
        fail("The dialog's properties must be an array of strings", "ERR_INVALID_ARG_TYPE"));
  ask_for_path(host, "dialog.open", window, options, std::move(properties), std::move(answered));
}

void show_save_dialog(Host& host, WindowId window, const Value& options, Answered answered) {
  ask_for_path(host, "dialog.save", window, options, Value::array(), std::move(answered));
}

void show_message_box(Host& host, WindowId window, const Value& options, Answered answered) {
  if (!options.is_object())
    return answered(fail("A message box's options must be an object", "ERR_INVALID_ARG_TYPE"));
  if (auto checked = check_texts(options, {"type", "message", "detail", "title", "checkboxLabel"});
      !checked)
    return answered(std::unexpected(checked.error()));
  auto buttons = options["buttons"].is_nothing()
                     ? std::vector<std::string>{"OK"}
                     : options["buttons"].value_or(std::vector<std::string>{});
  if (buttons.empty()) buttons.push_back("OK");
  std::vector<Value> labels(buttons.begin(), buttons.end());
  const int cancel = options["cancelId"].value_or(cancel_button(buttons, options["defaultId"]));
  host.shell().ask(
      "dialog.message",
      {window, Value::object({{"type", options["type"].value_or<std::string>("none")},
                              {"message", options["message"].value_or<std::string>("")},
                              {"detail", options["detail"]},
                              {"title", options["title"]},
                              {"buttons", Value::array(std::move(labels))},
                              {"defaultId", options["defaultId"].value_or(0)},
                              {"cancelId", cancel},
                              {"checkboxLabel", options["checkboxLabel"]},
                              {"checkboxChecked", options["checkboxChecked"].value_or(false)},
                              {"mnemonics", options["normalizeAccessKeys"].value_or(false)}})},
      std::move(answered));
}

}  // namespace cation::main
