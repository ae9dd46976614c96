#pragma once

// What a realm needs of the process that it runs in: a link to main, and the engine's two faces of
// a DOM node. One thread, the engine's.

#include <JavaScriptCore/JavaScript.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cation/result.h"
#include "ipc/message.h"

namespace cation::renderer {

class Host {
 public:
  using Body = std::span<const std::byte>;

  virtual ~Host() = default;

  /// Posts a message of this document. Without a `call` it takes a new number. Gives the number.
  virtual Result<std::uint32_t> post(ipc::Kind kind, std::optional<std::uint32_t> call,
                                     std::string_view channel, Body body) = 0;
  /// Sends what was posted.
  virtual void flush() = 0;
  /// Posts a `send_sync`, `read_file` or `read_environment` and blocks until its answer, a resolve
  /// or reject, has been given.
  virtual Result<void> call_and_wait(ipc::Kind kind, std::string_view channel, Body body,
                                     const std::function<void(const ipc::Message&)>& answer) = 0;

  enum class World { page, isolated };
  /// The face that a DOM node has in a world; null where the value is no node. `context` is the
  /// isolated world's, whichever way it goes.
  virtual JSValueRef node_face(JSContextRef context, JSValueRef value, World world) = 0;

  /// The context of another world of the document, by its number; null where it has ended.
  virtual JSGlobalContextRef other_world(const std::string& number) = 0;

  /// The number of this document.
  virtual std::uint32_t frame_number() const = 0;
  /// The number of another one of the process: js/renderer/natives.ts says what relations there
  /// are.
  virtual std::uint32_t related_frame(std::uint32_t document, std::string_view relation,
                                      const std::string& argument) = 0;
  /// Has another document of the process run a script in one of its worlds. Gives the number of
  /// the call, whose answer comes as main's do.
  virtual Result<std::uint32_t> execute_in_frame(std::uint32_t document, std::string_view world,
                                                 Body body) = 0;
  /// How large the page is shown.
  virtual double zoom() const = 0;
  virtual void set_zoom(double factor) = 0;

  /// Whether the process has never shown another page, as one that this page has opened.
  virtual bool is_alone() const = 0;

  /// Of the console of a script's world: level, text, line and source.
  /// Drops what the page's console would hear of an error whose words are kept from it. Whether
  /// something was dropped since.
  virtual bool hush(bool hushed) = 0;
  virtual void tell_console(const std::vector<std::string>& words) = 0;

  /// Where a guest is in the page, and which part of that is seen: x, y, width and height of both.
  using GuestPlace = std::array<double, 8>;
  virtual void place_guest(std::uint32_t contents, const GuestPlace& place) = 0;
  /// The element of a guest has got the focus, by what `how` says.
  virtual void focus_guest(std::uint32_t contents, const std::string& how) = 0;

  virtual void preload_failed(const std::string& path, const std::string& message) = 0;
};

}  // namespace cation::renderer
