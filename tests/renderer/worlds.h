#pragma once

// The runtime of a document without a browser: two realms of one engine stand for the page's world
// and the isolated one, and a host that writes down what it is asked stands for the process.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cation/value.h"
#include "renderer/realm.h"

namespace cation::renderer {

/// What scripts have posted.
struct Posted {
  ipc::Kind kind;
  std::uint32_t call;
  std::string channel;
  Value body;
};

class FakeHost final : public Host {
 public:
  std::vector<Posted> posted;
  int flushes = 0;
  /// Where set, every post fails with it.
  std::optional<Error> broken;
  /// What `sendSync` is answered with.
  ipc::Kind answer_kind = ipc::Kind::resolve;
  Value answer;
  /// The files that scripts may require, and what else is said of one.
  std::map<std::string, std::string> files;
  std::vector<std::string> files_asked;
  int environments_asked = 0;
  std::vector<std::string> preload_errors;

  Result<std::uint32_t> post(ipc::Kind kind, std::optional<std::uint32_t> call,
                             std::string_view channel, Body body) override;
  void flush() override { ++flushes; }
  Result<void> call_and_wait(ipc::Kind kind, std::string_view channel, Body body,
                             const std::function<void(const ipc::Message&)>& answer_to) override;
  JSValueRef node_face(JSContextRef, JSValueRef, World) override { return nullptr; }
  JSGlobalContextRef other_world(const std::string& number) override;
  std::uint32_t frame_number() const override { return 26; }
  std::uint32_t related_frame(std::uint32_t, std::string_view, const std::string&) override {
    return 0;
  }
  Result<std::uint32_t> execute_in_frame(std::uint32_t, std::string_view, Body) override {
    return fail("There is no other frame");
  }
  double zoom() const override { return factor; }
  void set_zoom(double given) override { factor = given; }
  double factor = 1;
  bool is_alone() const override { return true; }
  bool hush(bool) override { return false; }
  void tell_console(const std::vector<std::string>&) override {}
  void place_guest(std::uint32_t, const GuestPlace&) override {}
  void focus_guest(std::uint32_t, const std::string&) override {}
  /// Where worlds beside the two are made.
  JSContextGroupRef group = nullptr;
  void preload_failed(const std::string& path, const std::string& message) override;

 private:
  std::map<std::string, JsContext> others_;
  std::uint32_t last_call_ = 0;
};

/// Whether the worlds of a document are apart.
enum class Isolation { on, off };

class Worlds {
 public:
  explicit Worlds(Isolation isolation = Isolation::on);
  ~Worlds();

  FakeHost host;
  RealmConfig config;

  /// Makes the runtime and runs a preload script in it.
  void preload(const std::string& source);
  /// What an expression is in a preload script, as text.
  std::string in_preload(const std::string& expression) {
    preload("try { globalThis.seen = String(" + expression +
            ") } catch (error) { globalThis.seen = 'thrown: ' + error }");
    return isolated("seen");
  }
  /// Evaluates a script and gives its value as text; what it throws after "thrown: ".
  std::string page(const std::string& script) { return evaluate(page_.get(), script); }
  std::string isolated(const std::string& script) { return evaluate(isolated_.get(), script); }
  /// Gives the runtime a message of main.
  void receive(ipc::Kind kind, std::uint32_t call, const std::string& channel, const Value& body);
  /// Does what the bridge must not: puts a value of the isolated world on the page's global object.
  void leak(const std::string& script, const char* name);
  void close_link() { realm_->closed(false); }
  void release() { realm_->closed(true); }
  /// Ends the document, while its scripts' objects are still there.
  void end_document() { realm_.reset(); }
  void collect_garbage() { JSGarbageCollect(page_.get()); }
  /// What was reported as uncaught, a line each.
  std::string reported() { return isolated("reports.join('\\n')"); }
  /// Runs what setTimeout has put off.
  void run_timers();

 private:
  static std::string evaluate(JSContextRef context, const std::string& script);

  JsContext page_;
  JsContext isolated_;
  std::shared_ptr<Realm> realm_;
};

}  // namespace cation::renderer
