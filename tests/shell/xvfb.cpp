#include "xvfb.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

namespace cation::shell::test {
namespace {

// How long a person would wait for a window, in the words of timeout(1). Only a failure takes so
// long.
constexpr auto patience = "60";

Process start(link::UniqueFd& reader) {
  std::array<int, 2> pipe_ends{};
  EXPECT_EQ(pipe2(pipe_ends.data(), O_CLOEXEC), 0);
  reader.reset(pipe_ends[0]);
  const link::UniqueFd writer(pipe_ends[1]);
  return Process({.command = {"Xvfb", "-displayfd", "3", "-screen", "0", "1280x1024x24",
                              "-nolisten", "tcp", "-noreset"},
                  .environment = {},
                  .descriptor_3 = writer.get(),
                  .stderr_file = "/dev/null"});
}

}  // namespace

Xvfb::Xvfb() : server_(start(number_)) {
  std::string number;
  for (char digit = 0; read(number_.get(), &digit, 1) == 1 && digit != '\n';) number += digit;
  EXPECT_FALSE(number.empty()) << "Xvfb has not started";
  name_ = ":" + number;
}

std::string Xvfb::run(std::vector<std::string> command) const {
  command.insert(command.begin(), {"timeout", patience});
  return output_of(command, {{"DISPLAY", name_}});
}

std::string Xvfb::find(const std::string& title) const {
  const auto found =
      run({"xdotool", "search", "--sync", "--onlyvisible", "--name", "^" + title + "$"});
  return found.substr(0, found.find('\n'));
}

void Xvfb::press(const std::vector<std::string>& keys) const {
  std::vector<std::string> command{"xdotool", "key", "--delay", "20"};
  command.insert(command.end(), keys.begin(), keys.end());
  run(std::move(command));
}

void Xvfb::type(const std::string& text) const { run({"xdotool", "type", "--delay", "5", text}); }

void Xvfb::focus(const std::string& window) const {
  run({"xdotool", "windowfocus", "--sync", window});
}

void Xvfb::click(const std::string& window, int x, int y, int button) const {
  run({"xdotool", "mousemove", "--window", window, std::to_string(x), std::to_string(y), "click",
       std::to_string(button)});
}

void Xvfb::scroll(const std::string& window, int x, int y) const {
  run({"xdotool", "mousemove", "--window", window, std::to_string(x), std::to_string(y), "click",
       "5"});
}

void Xvfb::point(const std::string& window, int x, int y) const {
  run({"xdotool", "mousemove", "--window", window, std::to_string(x), std::to_string(y)});
}

unsigned Xvfb::Picture::at(int x, int y) const {
  const std::size_t place = 3 * (static_cast<std::size_t>(y) * width + x);
  if (place + 2 >= bytes.size()) return 0;
  return bytes[place] << 16U | bytes[place + 1] << 8U | bytes[place + 2];
}

Xvfb::Picture Xvfb::picture() const {
  std::array<char, 32> name{"/tmp/cation-screen-XXXXXX"};
  const link::UniqueFd file(mkstemp(name.data()));
  run({"import", "-window", "root", "-depth", "8", std::string("rgb:") + name.data()});
  std::ifstream in(name.data(), std::ios::binary);
  Picture picture{.width = 1280, .bytes = {std::istreambuf_iterator<char>(in), {}}};
  unlink(name.data());
  return picture;
}

Xvfb::Geometry Xvfb::geometry(const std::string& window) const {
  const auto words = run({"xdotool", "getwindowgeometry", "--shell", window});
  Geometry place{};
  int number = 0;
  EXPECT_EQ(std::sscanf(words.c_str(), "WINDOW=%d\nX=%d\nY=%d\nWIDTH=%d\nHEIGHT=%d", &number,
                        &place.x, &place.y, &place.width, &place.height),
            5)
      << words;
  return place;
}

std::string Xvfb::property(const std::string& window, const std::string& name) const {
  return run({"xprop", "-id", window, name});
}

}  // namespace cation::shell::test
