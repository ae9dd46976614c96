#pragma once

#include <webkit2/webkit2.h>

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "shell/guests/guest.h"
#include "shell/guests/moves.h"
#include "shell/signals.h"
#include "shell/tools/capture.h"

namespace cation::shell {

/// The guests of a page: they are laid over its view, where it says, and the focus goes from one to
/// the other.
class Guests {
 public:
  /// `embedder` outlives this.
  explicit Guests(WebContents& embedder);
  ~Guests();
  Guests(const Guests&) = delete;
  Guests& operator=(const Guests&) = delete;

  /// Holds the embedder's view, and is the window's.
  GtkWidget* widget() const { return container_.get(); }

  void add(std::unique_ptr<Guest> guest);
  /// The guest, out of the window; null for one that is not here.
  std::unique_ptr<Guest> take(ContentsId guest);
  /// One of them; null where there is none.
  std::unique_ptr<Guest> take_any();
  WebContents* find(ContentsId guest) const;
  WebContents* find_view(const WebKitWebView* view) const;
  template <typename Each>
  void each(Each each) const {
    for (const auto& [id, entry] : guests_) each(entry.guest->contents());
  }

  /// What is seen of them, each where it is in the embedder's view.
  std::vector<Layer> layers() const;

  /// The window gives the keyboard to this widget; null for none.
  void focus_moved(GtkWidget* widget);
  /// The guest that has the keyboard of the window; null where none has.
  WebContents* focused() const { return find(focused_); }

  /// A word of the embedder's page. False where it is none for guests.
  bool hear(std::string_view name, GVariant* parameters);
  /// The window was destroyed, and the views with it.
  void lose_views();

 private:
  struct Entry {
    std::unique_ptr<Guest> guest;
    std::unique_ptr<Signals> signals;
    /// Where its element is, as the page has told last.
    PlaceWord word;
    /// What its view may paint, in pixels.
    int pixels = 0;
  };
  void place(const PlaceWord& word);
  void show(ContentsId id, Entry& entry);
  /// An element of this guest is fullscreen: it has all of the window, and the others are not seen;
  /// 0: none is.
  void fill(ContentsId id);
  void focus(WebContents& guest, std::string_view how);
  bool leave(GtkWidget* view, GtkDirectionType direction);
  void tell(const char* word, GVariant* parameters);

  WebContents& embedder_;
  ObjectPtr<GtkWidget> container_;
  GuestMoves moves_;
  std::map<ContentsId, Entry> guests_;
  ContentsId focused_ = 0;
  ContentsId filling_ = 0;
  /// Of all guests together.
  std::int64_t pixels_ = 0;
  Signals signals_;
};

}  // namespace cation::shell
