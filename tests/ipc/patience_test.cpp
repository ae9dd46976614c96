#include "ipc/patience.h"

#include <gtest/gtest.h>

namespace cation::ipc {
namespace {

/// How many of `count` waits, all in vain, are worth it.
int worth(Patience& patience, int count) {
  int waits = 0;
  for (int i = 0; i < count; ++i) {
    if (!patience.is_worth()) continue;
    ++waits;
    patience.learn(false);
  }
  return waits;
}

TEST(Patience, WaitsAsLongAsNowAndThenSomethingComes) {
  Patience patience(2);
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(patience.is_worth()) << i;
    patience.learn(i % 8 == 7);
  }
}

TEST(Patience, SeldomWaitsWhereNothingComes) {
  Patience patience(2);
  EXPECT_EQ(worth(patience, 8), 8);
  EXPECT_EQ(worth(patience, 64), 0);
  EXPECT_EQ(worth(patience, 1), 1);
}

TEST(Patience, NeverWaitsOnOneCore) {
  Patience patience(1);
  EXPECT_EQ(worth(patience, 100), 0);
}

}  // namespace
}  // namespace cation::ipc
