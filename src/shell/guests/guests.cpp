#include "shell/guests/guests.h"

#include <utility>

#include "shell/guests/container.h"
#include "shell/guests/tab_key.h"
#include "shell/limits.h"

namespace cation::shell {

Guests::Guests(WebContents& embedder)
    : embedder_(embedder),
      container_(share(guest_container_new(GTK_WIDGET(embedder.view())))),
      moves_(container_.get(), GTK_WIDGET(embedder.view())) {
  signals_.connect(
      container_.get(), "size-allocate",
      +[](GtkWidget*, GdkRectangle*, gpointer data) {
        auto* self = static_cast<Guests*>(data);
        if (self->filling_ != 0) self->fill(self->filling_);
      },
      this);
}

Guests::~Guests() {
  while (take_any()) {
  }
}

void Guests::add(std::unique_ptr<Guest> guest) {
  WebContents& contents = guest->contents();
  GtkWidget* view = GTK_WIDGET(contents.view());
  Entry entry{.guest = std::move(guest), .signals = std::make_unique<Signals>()};
  // Where a page has nothing more to give the focus to.
  entry.signals->connect(
      view, "focus",
      +[](GtkWidget* leaves, GtkDirectionType direction, gpointer self) -> gboolean {
        return static_cast<Guests*>(self)->leave(leaves, direction);
      },
      this);
  entry.signals->connect(
      view, "enter-fullscreen",
      +[](WebKitWebView* fills, gpointer data) -> gboolean {
        auto* self = static_cast<Guests*>(data);
        if (const WebContents* guest = self->find_view(fills)) self->fill(guest->id());
        return FALSE;
      },
      this);
  entry.signals->connect(
      view, "leave-fullscreen",
      +[](WebKitWebView* fills, gpointer data) -> gboolean {
        auto* self = static_cast<Guests*>(data);
        const WebContents* guest = self->find_view(fills);
        if (guest != nullptr && guest->id() == self->filling_) self->fill(0);
        return FALSE;
      },
      this);
  guests_.emplace(contents.id(), std::move(entry));
  guest_container_add(container_.get(), view);
}

std::unique_ptr<Guest> Guests::take(ContentsId id) {
  const auto found = guests_.find(id);
  if (found == guests_.end()) return nullptr;
  Entry entry = std::move(found->second);
  guests_.erase(found);
  pixels_ -= entry.pixels;
  entry.signals->disconnect_all();
  GtkWidget* view = GTK_WIDGET(entry.guest->contents().view());
  moves_.forget(view);
  if (gtk_widget_is_focus(view)) gtk_widget_grab_focus(GTK_WIDGET(embedder_.view()));
  if (focused_ == id) focused_ = 0;
  if (filling_ == id) fill(0);
  guest_container_remove(container_.get(), view);
  return std::move(entry.guest);
}

std::unique_ptr<Guest> Guests::take_any() {
  return guests_.empty() ? nullptr : take(guests_.begin()->first);
}

WebContents* Guests::find(ContentsId id) const {
  const auto found = guests_.find(id);
  return found != guests_.end() ? &found->second.guest->contents() : nullptr;
}

WebContents* Guests::find_view(const WebKitWebView* view) const {
  for (const auto& [id, entry] : guests_) {
    if (entry.guest->contents().view() == view) return &entry.guest->contents();
  }
  return nullptr;
}

std::vector<Layer> Guests::layers() const {
  std::vector<Layer> layers;
  for (const auto& [id, entry] : guests_) {
    WebKitWebView* view = entry.guest->contents().view();
    const auto place = guest_container_place_of(container_.get(), GTK_WIDGET(view));
    if (place.is_seen()) layers.push_back({view, place.view.x, place.view.y, place.clip});
  }
  return layers;
}

void Guests::lose_views() {
  each([](WebContents& contents) { contents.lose_view(); });
}

void Guests::tell(const char* word, GVariant* parameters) {
  webkit_web_view_send_message_to_page(embedder_.view(), webkit_user_message_new(word, parameters),
                                       nullptr, nullptr, nullptr);
}

bool Guests::hear(std::string_view name, GVariant* parameters) {
  if (name == "cation.guest-place") {
    if (const auto word = PlaceWord::read(parameters)) place(*word);
    return true;
  }
  if (name == "cation.guest-focus") {
    if (parameters == nullptr || !g_variant_is_of_type(parameters, G_VARIANT_TYPE("(us)")))
      return true;
    guint32 id = 0;
    const char* how = nullptr;
    g_variant_get(parameters, "(u&s)", &id, &how);
    if (WebContents* guest = find(id)) focus(*guest, how);
    // A script of the page has moved its own focus away from a guest.
    if (id == 0 && focused_ != 0) gtk_widget_grab_focus(GTK_WIDGET(embedder_.view()));
    return true;
  }
  return false;
}

void Guests::place(const PlaceWord& word) {
  const auto found = guests_.find(word.guest);
  if (found == guests_.end()) return;
  found->second.word = word;
  show(word.guest, found->second);
}

void Guests::show(ContentsId id, Entry& entry) {
  GtkAllocation all{};
  gtk_widget_get_allocation(container_.get(), &all);
  auto place = GuestPlace::of(entry.word, webkit_web_view_get_zoom_level(embedder_.view()),
                              all.width, all.height);
  if (filling_ == id) place = {{0, 0, all.width, all.height}, {0, 0, all.width, all.height}};
  if (filling_ != 0 && filling_ != id) place.clip = {};
  const int pixels = place.view.width * place.view.height;
  pixels_ += pixels - std::exchange(entry.pixels, pixels);
  // A page whose guests would paint more than any screen has sees those that came first.
  if (pixels_ > limits::page_guests_pixels) {
    pixels_ -= std::exchange(entry.pixels, 0);
    place = {};
  }
  moves_.want(GTK_WIDGET(entry.guest->contents().view()), place);
}

void Guests::fill(ContentsId id) {
  filling_ = id;
  for (auto& [each, entry] : guests_) show(each, entry);
}

void Guests::focus_moved(GtkWidget* widget) {
  ContentsId now = 0;
  for (const auto& [id, entry] : guests_) {
    if (GTK_WIDGET(entry.guest->contents().view()) == widget) now = id;
  }
  const ContentsId before = std::exchange(focused_, now);
  if (before == now) return;
  if (before != 0) tell("cation.guest-focused", g_variant_new("(ub)", before, FALSE));
  if (now != 0) tell("cation.guest-focused", g_variant_new("(ub)", now, TRUE));
}

void Guests::focus(WebContents& guest, std::string_view how) {
  GtkWidget* view = GTK_WIDGET(guest.view());
  if (!gtk_widget_get_mapped(view)) return;
  if (how == "forward" || how == "backward") {
    const bool forward = how == "forward";
    gtk_widget_child_focus(view, forward ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
    press_tab(view, forward);
  } else {
    gtk_widget_grab_focus(view);
  }
}

bool Guests::leave(GtkWidget* view, GtkDirectionType direction) {
  const bool forward = direction == GTK_DIR_TAB_FORWARD;
  if (!forward && direction != GTK_DIR_TAB_BACKWARD) return false;
  if (!gtk_widget_is_focus(view)) return false;
  const ContentsId id = focused_;
  gtk_widget_grab_focus(GTK_WIDGET(embedder_.view()));
  tell("cation.guest-left", g_variant_new("(us)", id, forward ? "forward" : "backward"));
  return true;
}

}  // namespace cation::shell
