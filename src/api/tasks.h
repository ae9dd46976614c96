#pragma once

// The Tasks that the library keeps for the app, until they are done or their document goes.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "cation/task.h"
#include "ipc/ids.h"

namespace cation::api {

class Tasks {
 public:
  using Number = std::uint64_t;

  /// The number of a Task to come.
  Number next() { return ++last_; }
  /// Keeps a Task, for the document where one is given; nothing where it is done already.
  void keep(Number number, Task<> task, std::optional<ipc::FrameKey> frame);
  /// Takes out those of a document that has gone. Whoever gets them destroys them where none of
  /// them can be running.
  std::vector<Task<>> take(ipc::FrameKey frame);
  std::vector<Task<>> take_all();
  /// One has come to its end: it is let go of with the next `sweep`.
  void finish(Number number) { finished_.push_back(number); }
  void sweep();

 private:
  struct Kept {
    Task<> task;
    std::optional<ipc::FrameKey> frame;
  };
  std::map<Number, Kept> tasks_;
  std::vector<Number> finished_;
  Number last_ = 0;
};

}  // namespace cation::api
