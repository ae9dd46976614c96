#include "shell/endings.h"

#include <algorithm>
#include <utility>

namespace cation::shell {
namespace {

// In milliseconds: what a page may take for its end, and what it has sent for its way.
constexpr guint patience = 5000;
constexpr guint grace = 100;

}  // namespace

ObjectPtr<WebKitWebView> Endings::keep(WebKitWebView* view) {
  return share(WEBKIT_WEB_VIEW(
      g_object_ref_sink(g_object_new(WEBKIT_TYPE_WEB_VIEW, "related-view", view, nullptr))));
}

Endings::~Endings() {
  g_cancellable_cancel(asked_.get());
  for (const Ending& ending : endings_) {
    if (ending.timer != 0) g_source_remove(ending.timer);
  }
}

void Endings::end(ObjectPtr<WebKitWebView> keeper, std::uint64_t page,
                  std::function<bool()> is_shared, std::function<void()> done) {
  Ending& ending = endings_.emplace_back(Ending{.owner = this,
                                                .keeper = std::move(keeper),
                                                .is_shared = std::move(is_shared),
                                                .done = std::move(done)});
  wait(ending, patience);
  // The process answers when it is done with the page that it was told to close before: that may
  // be after this message has come.
  webkit_web_view_send_message_to_page(
      ending.keeper.get(), webkit_user_message_new("cation.ended", g_variant_new_uint64(page)),
      asked_.get(),
      [](GObject* view, GAsyncResult* result, gpointer data) {
        GError* raw_error = nullptr;
        const ObjectPtr<WebKitUserMessage> answer(
            webkit_web_view_send_message_to_page_finish(WEBKIT_WEB_VIEW(view), result, &raw_error));
        const ErrorPtr error(raw_error);
        if (g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED)) return;
        auto* self = static_cast<Endings*>(data);
        const auto found = std::ranges::find_if(self->endings_, [&](const Ending& each) {
          return G_OBJECT(each.keeper.get()) == view;
        });
        if (found == self->endings_.end()) return;
        wait(*found, grace);
        tell(*found);
      },
      this);
}

void Endings::wait(Ending& ending, guint milliseconds) {
  if (ending.timer != 0) g_source_remove(ending.timer);
  ending.timer = g_timeout_add(
      milliseconds,
      [](gpointer data) -> gboolean {
        auto* self = static_cast<Ending*>(data);
        self->timer = 0;
        self->owner->finish(*self);
        return G_SOURCE_REMOVE;
      },
      &ending);
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
