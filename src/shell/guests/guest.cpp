#include "shell/guests/guest.h"

#include <utility>

#include "shell/arguments.h"

namespace cation::shell {

Result<GuestOptions> GuestOptions::read(const Value& value) {
  const auto contents = number_of<ContentsId>(value["contents"], "contents");
  if (!contents) return std::unexpected(contents.error());
  const auto embedder = number_of<ContentsId>(value["embedder"], "embedder");
  if (!embedder) return std::unexpected(embedder.error());
  return GuestOptions{.contents = *contents,
                      .embedder = *embedder,
                      .partition = text_of(value["partition"]),
                      .user_agent = text_of(value["userAgent"]),
                      .web_preferences = value["webPreferences"]};
}

Guest::Guest(const GuestOptions& options, Engine& engine, SessionPtr session, MainLink& main,
             Callbacks callbacks)
    : main_(main),
      callbacks_(std::move(callbacks)),
      contents_(options.contents, options.web_preferences, engine, std::move(session), main,
                static_cast<ContentsOwner&>(*this), nullptr) {
  contents_.set_user_agent(options.user_agent);
}

void Guest::page_titled(const std::string& title) {
  main_.send("contents.title", contents_.id(), title);
}

void Guest::page_closes(bool) { main_.send("contents.close_requested", contents_.id()); }

WebKitWebView* Guest::page_opens(const OpenRequest& request) {
  // A copy: the guest may end while main is asked.
  const auto opens = callbacks_.opens;
  return opens(contents_.id(), request);
}

void Guest::page_leaves_key(std::uint32_t key) { callbacks_.leaves_key(key); }

}  // namespace cation::shell
