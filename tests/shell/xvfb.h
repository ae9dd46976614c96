#pragma once

#include <string>
#include <vector>

#include "process.h"

namespace cation::shell::test {

/// A display of one's own, without a window manager, and the person in front of it.
class Xvfb {
 public:
  Xvfb();

  /// What DISPLAY wants.
  const std::string& name() const { return name_; }

  pid_t server() const { return server_.pid(); }

  /// The X window whose title is exactly this; waits until it can be seen.
  std::string find(const std::string& title) const;
  /// Presses keys, such as "ctrl+shift+i", in the window that has the keyboard.
  void press(const std::vector<std::string>& keys) const;
  void type(const std::string& text) const;
  /// Waits until the window has the keyboard; gives it to the window if it has not.
  void focus(const std::string& window) const;
  /// Clicks at a place of the window.
  void click(const std::string& window, int x, int y, int button = 1) const;

  /// Moves the pointer to a place of the window and turns the wheel a step down.
  void scroll(const std::string& window, int x, int y) const;
  void point(const std::string& window, int x, int y) const;

  /// What the screen shows: colours as 0xrrggbb.
  struct Picture {
    int width = 0;
    std::vector<unsigned char> bytes;
    unsigned at(int x, int y) const;
  };
  Picture picture() const;

  struct Geometry {
    int x;
    int y;
    int width;
    int height;
    bool operator==(const Geometry&) const = default;
  };
  Geometry geometry(const std::string& window) const;
  /// A property of the window, as `xprop` prints it.
  std::string property(const std::string& window, const std::string& name) const;

 private:
  std::string run(std::vector<std::string> command) const;

  link::UniqueFd number_;
  std::string name_;
  Process server_;
};

}  // namespace cation::shell::test
