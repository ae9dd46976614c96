#include "shell/load_tracker.h"

#include <gtest/gtest.h>

#include <vector>

namespace cation::shell {
namespace {

using Events = std::vector<std::string>;

class LoadTrackerTest : public testing::Test, private LoadListener {
 protected:
  LoadTrackerTest() : loads_(static_cast<LoadListener&>(*this)) {}
  /// What was heard since the last time.
  Events heard() { return std::exchange(events_, {}); }

  LoadTracker loads_;

 private:
  void load_started(LoadId load, const std::string& url) override { add("started", load, url); }
  void load_committed(LoadId load, const std::string& url) override { add("committed", load, url); }
  void load_finished(LoadId load, const std::string& url) override { add("finished", load, url); }
  void load_failed(LoadId load, LoadError error, const std::string& url) override {
    add("failed " + std::to_string(error.code), load, url);
  }
  void url_changed(const std::string& url) override { events_.push_back("url " + url); }
  void load_lost(LoadId load, const std::string& url) override { add("lost", load, url); }
  void add(const std::string& what, LoadId load, const std::string& url) {
    events_.push_back(what + " " + std::to_string(load) + " " + url);
  }

  Events events_;
};

TEST_F(LoadTrackerTest, ARequestIsFollowedToItsEnd) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  loads_.started();
  loads_.committed("a");
  loads_.finished("a");
  EXPECT_EQ(heard(), (Events{"started 1 a", "committed 1 a", "finished 1 a"}));
}

TEST_F(LoadTrackerTest, APageThatIsThereIsToldOfThoughItsLoadWasGivenUp) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  loads_.started();
  loads_.stopped();
  loads_.committed("a");
  loads_.finished("a");
  EXPECT_EQ(heard(), (Events{"started 1 a", "failed -3 1 a", "committed 0 a"}));
}

TEST_F(LoadTrackerTest, AFailureIsTheEnd) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  loads_.started();
  loads_.failed(load_errors::file_not_found, "a");
  loads_.finished("before");
  EXPECT_EQ(heard(), (Events{"started 1 a", "failed -6 1 a"}));
}

TEST_F(LoadTrackerTest, ARequestThatNeverStartsIsAbortedByTheNext) {
  loads_.requested(1, "a");
  loads_.requested(2, "b");
  loads_.allowed("a");
  loads_.allowed("b");
  loads_.started();
  loads_.committed("b");
  loads_.finished("b");
  EXPECT_EQ(heard(), (Events{"failed -3 1 a", "started 2 b", "committed 2 b", "finished 2 b"}));
}

TEST_F(LoadTrackerTest, ARequestThatHasStartedIsAbortedByTheNext) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  loads_.started();
  loads_.requested(2, "b");
  loads_.failed(load_errors::aborted, "a");
  loads_.finished("");
  loads_.allowed("b");
  loads_.started();
  loads_.committed("b");
  loads_.finished("b");
  EXPECT_EQ(heard(), (Events{"started 1 a", "failed -3 1 a", "started 2 b", "committed 2 b",
                             "finished 2 b"}));
}

TEST_F(LoadTrackerTest, AStartThatWasOnItsWayIsNotTheNewRequests) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  loads_.requested(2, "b");
  loads_.started();  // of a
  loads_.failed(load_errors::aborted, "a");
  loads_.allowed("b");
  loads_.started();
  EXPECT_EQ(heard(), (Events{"failed -3 1 a", "started 2 b"}));
}

TEST_F(LoadTrackerTest, ANavigationOfThePageHasNoNumber) {
  loads_.allowed("b");
  loads_.started();
  loads_.committed("b");
  loads_.finished("b");
  EXPECT_EQ(heard(), (Events{"started 0 b", "committed 0 b", "finished 0 b"}));
}

TEST_F(LoadTrackerTest, AFragmentIsReachedWithoutALoad) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  loads_.started();
  loads_.committed("a");
  loads_.finished("a");
  heard();
  loads_.requested(2, "a#x");
  loads_.address_changed("a#x");
  loads_.allowed("a#x");
  loads_.loading_ended("a#x");
  EXPECT_EQ(heard(), (Events{"url a#x", "finished 2 a#x"}));
}

TEST_F(LoadTrackerTest, TheEndOfAnOlderLoadIsNotThatOfARequest) {
  loads_.requested(1, "a");
  loads_.loading_ended("about:blank");
  EXPECT_EQ(heard(), Events{});
  loads_.allowed("a");
  loads_.loading_ended("about:blank");
  EXPECT_EQ(heard(), Events{});
  loads_.started();
  EXPECT_EQ(heard(), (Events{"started 1 a"}));
}

TEST_F(LoadTrackerTest, TheHistoryApiChangesTheAddress) {
  loads_.allowed("a");
  loads_.started();
  loads_.address_changed("a");
  loads_.committed("a");
  loads_.address_changed("a#while-loading");
  loads_.finished("a#while-loading");
  loads_.address_changed("a#after");
  loads_.address_changed("a#after");
  loads_.address_changed("");
  EXPECT_EQ(heard(), (Events{"started 0 a", "committed 0 a", "url a#while-loading",
                             "finished 0 a#while-loading", "url a#after"}));
}

TEST_F(LoadTrackerTest, AForbiddenPortIsAFailure) {
  loads_.requested(1, "http://there:1/");
  loads_.allowed("http://there:1/");
  loads_.started();
  loads_.committed("about:blank");
  loads_.finished("about:blank");
  EXPECT_EQ(heard(), (Events{"started 1 http://there:1/", "failed -312 1 http://there:1/"}));
}

TEST_F(LoadTrackerTest, StoppingAbortsWhatIsAskedFor) {
  loads_.requested(1, "a");
  loads_.stopped();
  EXPECT_EQ(heard(), (Events{"failed -3 1 a"}));
  loads_.requested(2, "b");
  loads_.allowed("b");
  loads_.started();
  loads_.stopped();
  loads_.failed(load_errors::aborted, "b");
  loads_.finished("");
  EXPECT_EQ(heard(), (Events{"started 2 b", "failed -3 2 b"}));
}

TEST_F(LoadTrackerTest, ALoadThatTheEngineLosesIsTriedASecondTime) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  loads_.started();
  loads_.lost(load_errors::failed, "a");
  loads_.finished("before");
  EXPECT_EQ(heard(), (Events{"started 1 a", "lost 1 a"}));
  loads_.loading_ended("before");
  loads_.allowed("a");
  loads_.started();
  loads_.committed("a");
  loads_.finished("a");
  EXPECT_EQ(heard(), (Events{"committed 1 a", "finished 1 a"}));
}

TEST_F(LoadTrackerTest, ALoadThatIsLostTwiceHasFailed) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  for (int i = 0; i < 2; ++i) {
    loads_.started();
    loads_.lost(load_errors::failed, "a");
    loads_.finished("before");
  }
  EXPECT_EQ(heard(), (Events{"started 1 a", "lost 1 a", "failed -2 1 a"}));
}

TEST_F(LoadTrackerTest, ALoadThatWasLostIsAbortedByTheNextRequest) {
  loads_.requested(1, "a");
  loads_.allowed("a");
  loads_.started();
  loads_.lost(load_errors::failed, "a");
  loads_.requested(2, "b");
  loads_.finished("before");
  loads_.allowed("b");
  loads_.started();
  loads_.committed("b");
  loads_.finished("b");
  EXPECT_EQ(heard(), (Events{"started 1 a", "failed -3 1 a", "started 2 b", "committed 2 b",
                             "finished 2 b"}));
}

TEST_F(LoadTrackerTest, ACrashEndsWhatIsAskedFor) {
  loads_.requested(1, "a");
  loads_.gone();
  loads_.requested(2, "b");
  loads_.allowed("b");
  loads_.started();
  loads_.gone();
  loads_.gone();
  EXPECT_EQ(heard(), (Events{"failed -2 1 a", "started 2 b", "failed -2 2 b"}));
}

}  // namespace
}  // namespace cation::shell
