#include "shell/endings.h"

#include <utility>

#include "shell/views.h"

namespace cation::shell {
namespace {

// In milliseconds: what a page may take for its end, and what it has sent for its way.
constexpr guint patience = 5000;
constexpr guint grace = 100;

}  // namespace

ObjectPtr<WebKitWebView> Endings::keep(WebKitWebView* view) {
  return own_view(g_object_new(WEBKIT_TYPE_WEB_VIEW, "related-view", view, nullptr));
}

void Endings::end(ObjectPtr<WebKitWebView> keeper, std::uint64_t page,
                  std::function<bool()> is_shared, std::function<void()> done) {
  Ending& ending = endings_.emplace_back();
  ending.keeper = std::move(keeper);
  ending.is_shared = std::move(is_shared);
  ending.done = std::move(done);
  wait(ending, patience);
  // The process answers when it is done with the page that it was told to close before: that may
  // be after this message has come.
  ending.last_word.ask(ending.keeper.get(), "cation.ended", g_variant_new_uint64(page),
                       [this, &ending] {
                         wait(ending, grace);
                         tell(ending);
                       });
}

void Endings::wait(Ending& ending, guint milliseconds) {
  ending.timer.once(milliseconds, [this, &ending] { finish(ending); });
}

void Endings::tell(Ending& ending) {
  const auto done = std::exchange(ending.done, nullptr);
  if (done) done();
}

void Endings::finish(Ending& ending) {
  tell(ending);
  if (!ending.is_shared()) webkit_web_view_terminate_web_process(ending.keeper.get());
  endings_.remove_if([&](const Ending& each) { return &each == &ending; });
}

}  // namespace cation::shell
