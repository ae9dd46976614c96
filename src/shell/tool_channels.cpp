// What main may say of a page that is shown, beside its loads: docs/protocol.md, "Between main and
// shell".

#include <string>
#include <utility>

#include "shell/arguments.h"
#include "shell/channels.h"
#include "shell/tools/capture.h"
#include "shell/tools/print.h"

namespace cation::shell {
namespace {

using Arguments = const Value&;

/// Answers `channel` with `act` on the contents whose number comes first. A call about contents
/// that have gone is answered by an Error; a word is none.
template <typename Act>
void on_contents(MainLink& main, std::string channel, const Windows& windows, Act act) {
  main.on(std::move(channel),
          [&windows, act = std::move(act)](Arguments arguments, Reply reply) -> Result<void> {
            const auto id = number_of<ContentsId>(arguments[0], "contents");
            if (!id) return std::unexpected(id.error());
            if (WebContents* contents = windows.find_contents(*id)) {
              act(*contents, arguments, reply);
            } else if (reply.is_due()) {
              return fail("contents " + std::to_string(*id) + " have gone", "ERR_DESTROYED");
            }
            return {};
          });
}

}  // namespace

void listen_to_tools(MainLink& main, Windows& windows) {
  on_contents(main, "contents.go_to", windows, [](WebContents& contents, Arguments given, Reply) {
    if (const auto offset = given[1].to<int>()) contents.go_to(*offset);
  });
  on_contents(main, "contents.clear_history", windows,
              [](WebContents& contents, Arguments, Reply) { contents.tools().history().clear(); });
  on_contents(main, "contents.edit", windows, [](WebContents& contents, Arguments given, Reply) {
    contents.tools().edit(text_of(given[1]));
  });
  on_contents(main, "contents.insert_text", windows,
              [](WebContents& contents, Arguments given, Reply) {
                if (const auto text = optional_text(given[1])) contents.tools().insert_text(*text);
              });
  on_contents(main, "contents.set_zoom", windows,
              [](WebContents& contents, Arguments given, Reply) {
                contents.tools().set_zoom(given[1].value_or(0.0));
              });
  on_contents(main, "contents.set_muted", windows,
              [](WebContents& contents, Arguments given, Reply) {
                contents.tools().set_muted(given[1].value_or(false));
              });
  on_contents(main, "contents.set_user_agent", windows,
              [](WebContents& contents, Arguments given, Reply) {
                contents.set_user_agent(text_of(given[1]));
              });
  on_contents(main, "contents.find", windows, [](WebContents& contents, Arguments given, Reply) {
    contents.tools().finder().find(given[1].value_or<std::uint32_t>(0), text_of(given[2]),
                                   given[3]);
  });
  on_contents(main, "contents.stop_find", windows,
              [](WebContents& contents, Arguments given, Reply) {
                contents.tools().finder().stop(text_of(given[1]));
              });
  on_contents(main, "contents.download", windows,
              [](WebContents& contents, Arguments given, Reply) {
                contents.tools().download(text_of(given[1]));
              });
  on_contents(main, "contents.capture", windows,
              [&windows](WebContents& contents, Arguments given, Reply reply) {
                capture(windows.layers_of(contents), given[1], reply);
              });
  on_contents(main, "contents.print_to_pdf", windows,
              [](WebContents& contents, Arguments given, Reply reply) {
                print_to_pdf(contents.view(), given[1], reply);
              });
  on_contents(main, "contents.print", windows,
              [](WebContents& contents, Arguments given, Reply reply) {
                print(contents.view(), given[1], reply);
              });
}

}  // namespace cation::shell
