#include "worlds.h"

namespace cation::renderer {
namespace {

using ipc::Kind;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* imports = "globalThis.ipc = require('electron').ipcRenderer;";

class IpcRendererTest : public ::testing::Test {
 protected:
  void SetUp() override { worlds.preload(imports); }
  std::string run(const std::string& script) { return worlds.isolated(script); }

  Worlds worlds;
  FakeHost& host = worlds.host;
};

TEST_F(IpcRendererTest, SendPostsItsArguments) {
  run("ipc.send('greet', 'hello', { n: 1, list: [true, null] })");
  ASSERT_EQ(host.posted.size(), 1u);
  EXPECT_EQ(host.posted[0].kind, Kind::send);
  EXPECT_EQ(host.posted[0].channel, "greet");
  EXPECT_EQ(
      host.posted[0].body,
      Value::array({"hello", Value::object({{"n", 1}, {"list", Value::array({true, nullptr})}})}));
}

TEST_F(IpcRendererTest, PostMessagePostsItsOneMessage) {
  run("ipc.postMessage('x', { n: 1 }); ipc.postMessage('y', 2, []); ipc.postMessage('z', "
      "undefined)");
  ASSERT_EQ(host.posted.size(), 3u);
  EXPECT_EQ(host.posted[0].kind, Kind::post);
  EXPECT_EQ(host.posted[0].body, Value::object({{"n", 1}}));
  EXPECT_EQ(host.posted[1].body, Value(2));
  EXPECT_EQ(host.posted[2].body, Value());
}

TEST_F(IpcRendererTest, WhatCannotBeTransferredIsAnError) {
  EXPECT_THAT(run("ipc.postMessage('x', 1, [{}])"),
              HasSubstr("TypeError: Invalid value for transfer"));
  EXPECT_THAT(run("ipc.postMessage('x', 1, 5)"), HasSubstr("Invalid value for transfer"));
  EXPECT_TRUE(host.posted.empty());
}

TEST_F(IpcRendererTest, ThereIsNoHostToSendTo) {
  EXPECT_THAT(run("ipc.sendToHost('x', 1)"), HasSubstr("<webview>"));
  EXPECT_TRUE(host.posted.empty());
}

TEST(IpcRendererOfAGuestTest, SendToHostPostsToThePageAroundIt) {
  Worlds worlds;
  worlds.config.is_guest = true;
  worlds.preload(imports);
  worlds.isolated("ipc.sendToHost('words', 7, [1])");
  ASSERT_EQ(worlds.host.posted.size(), 1u);
  EXPECT_EQ(worlds.host.posted[0].kind, Kind::to_host);
  EXPECT_EQ(worlds.host.posted[0].channel, "words");
  EXPECT_EQ(worlds.host.posted[0].body, Value::array({7, Value::array({1})}));
  EXPECT_THAT(worlds.isolated("ipc.sendToHost(5)"), StartsWith("thrown: TypeError"));
  EXPECT_THAT(worlds.isolated("ipc.sendToHost('x', () => 1)"), HasSubstr("could not be cloned"));
}

TEST_F(IpcRendererTest, MessagesOfOneTurnAreFlushedOnce) {
  const int before = host.flushes;
  run("ipc.send('a'); ipc.send('b'); ipc.invoke('c')");
  EXPECT_EQ(host.posted.size(), 3u);
  EXPECT_EQ(host.flushes, before + 1);
}

TEST_F(IpcRendererTest, EveryTurnIsFlushed) {
  const int before = host.flushes;
  run("ipc.send('a')");
  run("ipc.send('b')");
  EXPECT_EQ(host.flushes, before + 2);
}

TEST_F(IpcRendererTest, ChannelNamesMayHaveAnyCharacters) {
  run("ipc.send('\\u00e9\\u20ac\\u{1f600}\\0:x')");
  ASSERT_EQ(host.posted.size(), 1u);
  EXPECT_EQ(host.posted[0].channel, std::string("é€😀\0:x", 12));
}

TEST_F(IpcRendererTest, AChannelMustBeAString) {
  for (const char* call : {"ipc.send()", "ipc.send(1)", "ipc.send(null, 1)", "ipc.sendSync({})",
                           "ipc.postMessage(1)", "ipc.sendToHost(1)", "ipc.on('x', 1)"})
    EXPECT_THAT(run(call), StartsWith("thrown: TypeError")) << call;
  run("ipc.invoke(1).catch((error) => { globalThis.caught = error })");
  EXPECT_THAT(run("caught"), StartsWith("TypeError"));
  EXPECT_TRUE(host.posted.empty());
}

TEST_F(IpcRendererTest, AChannelNameThatIsTooLongIsAnError) {
  EXPECT_THAT(run("ipc.send('x'.repeat(70000))"), HasSubstr("at most 65535 bytes"));
}

TEST_F(IpcRendererTest, WhatCannotBeClonedIsAnErrorWithItsPath) {
  EXPECT_THAT(run("ipc.send('x', { user: { callback() {} } })"),
              HasSubstr("args[0].user.callback"));
  EXPECT_TRUE(host.posted.empty());
}

TEST_F(IpcRendererTest, AFailedSendLeavesTheNextOneIntact) {
  run("try { ipc.send('x', 'text', () => {}) } catch {} ipc.send('y', 'next')");
  ASSERT_EQ(host.posted.size(), 1u);
  EXPECT_EQ(host.posted[0].body, Value::array({"next"}));
}

TEST_F(IpcRendererTest, ASendInAGetterOfAnArgumentLeavesBothIntact) {
  run("ipc.send('outer', { get x() { ipc.send('inner', 1); return 2 } }, 3)");
  ASSERT_EQ(host.posted.size(), 2u);
  EXPECT_EQ(host.posted[0].channel, "inner");
  EXPECT_EQ(host.posted[0].body, Value::array({1}));
  EXPECT_EQ(host.posted[1].channel, "outer");
  EXPECT_EQ(host.posted[1].body, Value::array({Value::object({{"x", 2}}), 3}));
}

TEST_F(IpcRendererTest, LargeMessagesGrowTheBuffer) {
  run("ipc.send('x', 'a'.repeat(300000)); ipc.send('y', 'b')");
  ASSERT_EQ(host.posted.size(), 2u);
  EXPECT_EQ(host.posted[0].body[0].to<std::string>().value(), std::string(300000, 'a'));
  EXPECT_EQ(host.posted[1].body, Value::array({"b"}));
}

TEST_F(IpcRendererTest, InvokeResolvesWithTheReply) {
  run("ipc.invoke('sum', 1, 2).then((value) => { globalThis.result = value })");
  ASSERT_EQ(host.posted.size(), 1u);
  EXPECT_EQ(host.posted[0].kind, Kind::invoke);
  worlds.receive(Kind::resolve, host.posted[0].call, "", Value(3));
  EXPECT_EQ(run("result"), "3");
}

TEST_F(IpcRendererTest, RepliesFindTheirCallsInAnyOrder) {
  run("for (const n of [1, 2]) ipc.invoke('x', n).then((value) => { globalThis['r' + n] = value "
      "})");
  worlds.receive(Kind::resolve, host.posted[1].call, "", "second");
  worlds.receive(Kind::resolve, host.posted[0].call, "", "first");
  EXPECT_EQ(run("r1 + ' ' + r2"), "first second");
}

TEST_F(IpcRendererTest, ARejectionSaysWhichCallAndKeepsItsCause) {
  run("ipc.invoke('x').catch((error) => { globalThis.caught = error })");
  worlds.receive(Kind::reject, host.posted[0].call, "",
                 Value::error(ErrorKind::type_error, "no good"));
  EXPECT_EQ(run("caught.message"), "Error invoking remote method 'x': TypeError: no good");
  EXPECT_EQ(run("caught.cause instanceof TypeError && caught.cause.message"), "no good");
}

TEST_F(IpcRendererTest, WhateverIsThrownRejects) {
  run("ipc.invoke('x').catch((error) => { globalThis.caught = error })");
  worlds.receive(Kind::reject, host.posted[0].call, "",
                 Value::object({{"toString", 1}, {"valueOf", 1}}));
  EXPECT_THAT(run("caught.message"), StartsWith("Error invoking remote method 'x': "));
  EXPECT_EQ(run("caught.cause.valueOf"), "1");
}

TEST_F(IpcRendererTest, AReplyThatNobodyWaitsForIsDropped) {
  worlds.receive(Kind::resolve, 77, "", Value(3));
  EXPECT_EQ(worlds.reported(), "");
}

TEST_F(IpcRendererTest, SendSyncGivesTheAnswer) {
  host.answer = Value::object({{"pong", true}});
  EXPECT_EQ(run("JSON.stringify(ipc.sendSync('ping', 1))"), "{\"pong\":true}");
  ASSERT_EQ(host.posted.size(), 1u);
  EXPECT_EQ(host.posted[0].kind, Kind::send_sync);
  EXPECT_EQ(host.posted[0].body, Value::array({1}));
}

TEST_F(IpcRendererTest, SendSyncThrowsARejection) {
  host.answer_kind = Kind::reject;
  host.answer = Value::error(ErrorKind::range_error, "too far");
  EXPECT_EQ(run("ipc.sendSync('ping')"), "thrown: RangeError: too far");
}

TEST_F(IpcRendererTest, SendSyncThrowsWhereTheLinkIsGone) {
  host.broken = Error{"The main process has gone", "ERR_LINK_CLOSED"};
  EXPECT_EQ(run("ipc.sendSync('ping')"), "thrown: Error: The main process has gone");
  EXPECT_EQ(run("try { ipc.send('x') } catch (error) { error.code }"), "ERR_LINK_CLOSED");
}

TEST_F(IpcRendererTest, SendSyncInAListenerAnswersWithinIt) {
  host.answer = "answer";
  run("ipc.on('x', (event, value) => { globalThis.heard = value + ' ' + ipc.sendSync('y') })");
  worlds.receive(Kind::send, 0, "x", Value::array({"message"}));
  EXPECT_EQ(run("heard"), "message answer");
}

TEST_F(IpcRendererTest, ListenersGetAnEventAndTheArguments) {
  run("ipc.on('x', (event, ...args) => { globalThis.heard = [event, args] })");
  worlds.receive(Kind::send, 0, "x", Value::array({1, "two"}));
  EXPECT_EQ(run("JSON.stringify(heard[1])"), "[1,\"two\"]");
  EXPECT_EQ(run("heard[0].sender === ipc && Array.isArray(heard[0].ports) && "
                "heard[0].ports.length"),
            "0");
  EXPECT_EQ(run("heard[0].preventDefault(); heard[0].defaultPrevented"), "true");
}

TEST_F(IpcRendererTest, ItIsAnEventEmitter) {
  run(R"js(
    globalThis.heard = [];
    const a = (event, n) => heard.push('a' + n), b = (event, n) => heard.push('b' + n);
    ipc.addListener('x', a).on('x', b).once('x', (event, n) => heard.push('once' + n));
  )js");
  worlds.receive(Kind::send, 0, "x", Value::array({1}));
  run("ipc.removeListener('x', a)");
  worlds.receive(Kind::send, 0, "x", Value::array({2}));
  run("ipc.off('x', b); ipc.on('x', a); ipc.removeAllListeners('x')");
  worlds.receive(Kind::send, 0, "x", Value::array({3}));
  EXPECT_EQ(run("heard.join()"), "a1,b1,once1,b2");
  EXPECT_EQ(run("ipc instanceof require('events')"),
            "thrown: ReferenceError: Can't find variable: require");
}

TEST_F(IpcRendererTest, ItsMethodsNeedNoThis) {
  run("const { send, invoke, on } = ipc; send('a', 1); invoke('b')");
  ASSERT_EQ(host.posted.size(), 2u);
  run("const mine = Object.create(ipc); mine.send('c'); mine.on('x', (event, n) => { "
      "globalThis.got = "
      "n })");
  EXPECT_EQ(host.posted.size(), 3u);
  worlds.receive(Kind::send, 0, "x", Value::array({1}));
  EXPECT_EQ(run("got"), "1");
}

TEST_F(IpcRendererTest, AListenerThatThrowsIsReportedAndStopsNothing) {
  run("globalThis.count = 0; ipc.on('x', () => { count++; throw new Error('oh') })");
  worlds.receive(Kind::send, 0, "x", Value::array());
  worlds.receive(Kind::send, 0, "x", Value::array());
  EXPECT_EQ(run("count"), "2");
  EXPECT_EQ(worlds.reported(), "Error: oh\nError: oh");
}

TEST_F(IpcRendererTest, AChannelNamedErrorIsLikeAnyOther) {
  worlds.receive(Kind::send, 0, "error", Value::array({"x"}));
  EXPECT_EQ(worlds.reported(), "");
}

TEST_F(IpcRendererTest, WaitingCallsRejectWhenTheLinkCloses) {
  run("ipc.invoke('x').catch((error) => { globalThis.caught = error })");
  worlds.close_link();
  EXPECT_THAT(run("caught.message"), HasSubstr("The main process has gone"));
  EXPECT_EQ(run("try { ipc.send('x') } catch (error) { error.code }"), "ERR_LINK_CLOSED");
}

TEST_F(IpcRendererTest, WaitingCallsRejectWhenTheDocumentIsReleased) {
  run("ipc.invoke('x').catch((error) => { globalThis.caught = error })");
  worlds.release();
  EXPECT_EQ(run("caught.message"),
            "Error invoking remote method 'x': Error: reply was never sent: the document has gone");
  EXPECT_EQ(run("ipc.send('x')"), "thrown: Error: IPC method called after context was released");
}

TEST_F(IpcRendererTest, ACallAfterTheDocumentHasEndedThrows) {
  worlds.end_document();
  EXPECT_THAT(run("ipc.send('x')"), HasSubstr("IPC method called after context was released"));
  EXPECT_THAT(run("ipc.sendSync('x')"), HasSubstr("IPC method called after context was released"));
}

TEST_F(IpcRendererTest, ManyMessagesOfManySizesArriveWhole) {
  run("globalThis.sizes = []; ipc.on('x', (event, text) => sizes.push(text.length))");
  for (int size : {0, 10, 100'000, 1, 6'000'000, 3, 70'000})
    worlds.receive(Kind::send, 0, "x", Value::array({std::string(size, 'z')}));
  EXPECT_EQ(run("sizes.join()"), "0,10,100000,1,6000000,3,70000");
}

TEST_F(IpcRendererTest, ManyChannelsAreHeard) {
  run("globalThis.heard = 0; for (let i = 0; i < 600; i++) ipc.on('c' + i, () => heard++)");
  for (int i = 0; i < 600; ++i)
    worlds.receive(Kind::send, 0, std::string("c").append(std::to_string(i)), Value::array());
  worlds.collect_garbage();
  worlds.receive(Kind::send, 0, "c0", Value::array());
  EXPECT_EQ(run("heard"), "601");
}

}  // namespace
}  // namespace cation::renderer
