#pragma once

#include "driver.h"

namespace cation::shell::test {

/// A page, red all over, that says where its guests are, and what it hears of them in its title.
inline constexpr const char* embedder_page =
    "<body style='margin:0;background:#ff0000'><script>"
    "function heard(word, text) { document.title = word + text }"
    "function show(id, x, y, w, h, clip) { place(id, [x, y, w, h], clip ?? [x, y, w, h]) }"
    "</script>";

class GuestsTest : public ShellTest {
 protected:
  static constexpr unsigned red = 0xff0000;
  static constexpr unsigned green = 0x00ff00;
  static constexpr unsigned blue = 0x0000ff;

  GuestsTest() : ShellTest({.renderer = CATION_GUEST_RENDERER}) {
    driver().create_window(
        {{"x", 100}, {"y", 50}, {"webPreferences", Value::object({{"webviewTag", true}})}});
    window_ = screen_.find("Window");
  }

  /// Loads the embedder, whose page runs this when it is there.
  void load_embedder(const std::string& script) {
    EXPECT_EQ(driver().load(11, page("embedder.html", std::string(embedder_page) + "<script>" +
                                                          script + "</script>")),
              std::nullopt);
  }
  std::string page(const std::string& name, std::string_view html) const {
    return "file://" + pages_.write(name, html);
  }
  void create_guest(int contents, const std::string& partition = "") {
    driver().send("guest.create",
                  {Value::object({{"contents", contents},
                                  {"embedder", 11},
                                  {"partition", partition},
                                  {"userAgent", ""},
                                  {"webPreferences", Value::object({{"isGuest", true}})}})});
  }
  std::string colored(const std::string& color, const std::string& more = "") const {
    return page(color + ".html", "<body style='margin:0;background:" + color + "'>" + more);
  }
  /// Waits until the places of the window's page have these colours.
  struct Dot {
    int x;
    int y;
    unsigned color;
  };
  void expect_dots(const std::vector<Dot>& dots) {
    const auto place = screen_.geometry(window_);
    std::string wrong;
    for (int attempt = 0; attempt < 40; ++attempt) {
      const auto picture = screen_.picture();
      wrong.clear();
      for (const Dot& dot : dots) {
        const unsigned found = picture.at(place.x + dot.x, place.y + dot.y);
        if (found == dot.color) continue;
        wrong += std::to_string(dot.x) + "," + std::to_string(dot.y) + " is " +
                 std::to_string(found) + "; ";
      }
      if (wrong.empty()) return;
    }
    ADD_FAILURE() << wrong;
  }

  std::string window_;
};

}  // namespace cation::shell::test
