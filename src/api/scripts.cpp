#include "api/scripts.h"

#include <utility>

#include "api/errors.h"
#include "clone/decoder.h"
#include "clone/encoder.h"

namespace cation::api {

Task<Result<Value>> run_script(std::weak_ptr<Core> weak, ipc::FrameKey frame, std::string world,
                               std::string code) {
  auto core = weak.lock();
  if (!core || !core->is_running()) co_return std::unexpected(destroyed());
  auto body = clone::encode(Value::array({code}));
  if (!body) co_return std::unexpected(body.error());
  Completion<Result<Value>> done;
  auto answered = [weak, done, renderer = frame.renderer](bool resolved, ipc::Body answer) {
    auto still = weak.lock();
    if (!still) return;
    auto value = clone::decode(answer, still->limits());
    if (!value) still->host().router().refuse(renderer, value.error().message);
    if (value && !resolved) value = std::unexpected(to_error(*value));
    still->later([done, value = std::move(value)] { done.complete(value); });
  };
  core->host().router().execute(frame, world, *body, answered);
  // The app must be able to end while this waits.
  core.reset();
  co_return co_await done;
}

}  // namespace cation::api
