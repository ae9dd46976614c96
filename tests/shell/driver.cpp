#include "driver.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "clone/decoder.h"
#include "clone/encoder.h"

namespace cation::shell::test {
namespace {

// Only a failure takes so long.
constexpr int patience_ms = 60'000;

std::string make_folder() {
  std::string path = std::filesystem::temp_directory_path() / "cation-test-XXXXXX";
  EXPECT_NE(mkdtemp(path.data()), nullptr);
  return path;
}

link::UniqueFd listen_at(const std::string& path) {
  link::UniqueFd socket(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  EXPECT_EQ(bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_EQ(listen(socket.get(), 16), 0);
  return socket;
}

Process start(const Driver::How& how, const std::string& socket, link::UniqueFd& shells_end,
              std::optional<ipc::Peer>& peer) {
  auto pair = link::Link::socket_pair();
  EXPECT_TRUE(pair);
  auto link = link::Link::adopt(std::move(pair->first));
  EXPECT_TRUE(link);
  peer.emplace(std::move(*link));
  shells_end = std::move(pair->second);
  std::map<std::string, std::string> environment{{"DISPLAY", how.display}};
  for (const auto& [name, value] : how.more_environment) environment[name] = value;
  std::vector<std::string> command{CATION_SHELL,
                                   "--socket",
                                   socket,
                                   "--renderer",
                                   how.renderer.empty() ? CATION_RENDERER : how.renderer,
                                   "--app-name",
                                   how.app_name};
  if (!how.user_data.empty()) command.insert(command.end(), {"--user-data", how.user_data});
  return Process({.command = std::move(command),
                  .environment = environment,
                  .descriptor_3 = shells_end.get(),
                  .stderr_file = how.stderr_file});
}

}  // namespace

TemporaryFolder::TemporaryFolder() : path_(make_folder()) {}

TemporaryFolder::~TemporaryFolder() { std::filesystem::remove_all(path_); }

std::string TemporaryFolder::write(const std::string& name, std::string_view text) const {
  const std::string path = path_ + "/" + name;
  std::ofstream(path) << text;
  return path;
}

Driver::Driver(const How& how)
    : private_folder_(make_folder()),
      socket_(private_folder_ + "/main"),
      listener_(listen_at(socket_)),
      process_(start(how, socket_, shells_end_, peer_)) {
  shells_end_.reset();
}

Driver::~Driver() {
  hang_up();
  process_.wait();
  std::filesystem::remove_all(private_folder_);
}

void Driver::send(std::string_view channel, std::vector<Value> arguments) {
  const auto body = clone::encode(Value::array(std::move(arguments)));
  ASSERT_TRUE(body);
  ASSERT_TRUE(peer_->post({.kind = ipc::Kind::send, .channel = channel, .body = *body}));
  ASSERT_TRUE(peer_->flush_blocking());
}

void Driver::send_raw(std::string_view packet) {
  ASSERT_EQ(::send(peer_->link().fd(), packet.data(), packet.size(), 0),
            static_cast<ssize_t>(packet.size()));
}

std::uint32_t Driver::invoke(std::string_view channel, std::vector<Value> arguments) {
  const std::uint32_t call = peer_->next_call();
  const auto body = clone::encode(Value::array(std::move(arguments)));
  EXPECT_TRUE(body);
  EXPECT_TRUE(
      peer_->post({.kind = ipc::Kind::invoke, .call = call, .channel = channel, .body = *body}));
  EXPECT_TRUE(peer_->flush_blocking());
  return call;
}

bool Driver::read_more() {
  if (closed_) return false;
  if (!peer_->has_backlog()) {
    const auto readable = peer_->link().wait_readable(patience_ms);
    if (!readable || !*readable) return false;
  }
  const auto state = peer_->dispatch([this](const ipc::Message& message, auto&) {
    auto arguments = clone::decode(message.body);
    EXPECT_TRUE(arguments);
    heard_.push_back(
        {message.kind, message.call, std::string(message.channel), arguments.value_or(Value())});
  });
  closed_ = !state || *state == ipc::Peer::State::closed;
  return true;
}

Value Driver::answer(std::uint32_t call) {
  do {
    const auto found = std::ranges::find_if(heard_, [call](const Word& word) {
      return word.call == call &&
             (word.kind == ipc::Kind::resolve || word.kind == ipc::Kind::reject);
    });
    if (found == heard_.end()) continue;
    const Value value = found->arguments;
    heard_.erase(found);
    return value;
  } while (read_more());
  ADD_FAILURE() << "the shell has not answered";
  return {};
}

Value Driver::wait(std::string_view channel, const Wanted& wanted) {
  do {
    const auto found = std::ranges::find_if(heard_, [&](const Word& word) {
      return word.channel == channel && (!wanted || wanted(word.arguments));
    });
    if (found == heard_.end()) continue;
    const Value arguments = found->arguments;
    heard_.erase(found);
    return arguments;
  } while (read_more());
  std::string words;
  for (const Word& word : heard_)
    words += "  " + word.channel + word.arguments.debug_string() + "\n";
  ADD_FAILURE() << "the shell has not said " << channel << (closed_ ? " and is gone" : "")
                << "; it said\n"
                << words;
  return {};
}

bool Driver::has_heard(std::string_view channel) const {
  return std::ranges::any_of(heard_, [&](const Word& word) { return word.channel == channel; });
}

void Driver::hang_up() {
  peer_->link().close();
  closed_ = true;
}

void Driver::create_window(std::vector<Value::Member> options) {
  std::vector<Value::Member> all{{"id", 1},      {"contents", 11},    {"title", "Window"},
                                 {"width", 400}, {"height", 300},     {"center", false},
                                 {"show", true}, {"resizable", true}, {"frame", true}};
  for (auto& option : options) {
    std::erase_if(all, [&](const Value::Member& member) { return member.first == option.first; });
    all.push_back(std::move(option));
  }
  send("window.create", {Value::object(all)});
}

std::optional<std::string> Driver::load(int contents, const std::string& url) {
  const int load = ++last_load_;
  send("contents.load", {contents, load, url, Value::object()});
  std::optional<std::string> error;
  do {
    const auto found = std::ranges::find_if(heard_, [&](const Word& word) {
      return (word.channel == "contents.finished" || word.channel == "contents.failed") &&
             word.arguments[0] == Value(contents) && word.arguments[1] == Value(load);
    });
    if (found == heard_.end()) continue;
    if (found->channel == "contents.failed") {
      error = std::to_string(found->arguments[2].value_or(0)) + " " +
              found->arguments[3].value_or(std::string());
    }
    heard_.erase(found);
    return error;
  } while (read_more());
  ADD_FAILURE() << "the load of " << url << " has no end";
  return "no end";
}

Driver::Wanted starts_with(std::vector<Value> first) {
  return [first = std::move(first)](const Value& arguments) {
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (!(arguments[i] == first[i])) return false;
    }
    return true;
  };
}

}  // namespace cation::shell::test
