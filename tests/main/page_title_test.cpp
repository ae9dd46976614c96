#include "main/page_title.h"

#include <gtest/gtest.h>

namespace cation::main {
namespace {

TEST(PageTitle, OfAnAddressIsWhatBrowsersShow) {
  EXPECT_EQ(title_of_address("file:///home/me/my%20notes.html?a#b/c"), "my%20notes.html");
  EXPECT_EQ(title_of_address("http://example.org/"), "example.org");
  EXPECT_EQ(title_of_address("http://me:secret@example.org:80/a/?b=/#c"),
            "example.org:80/a/?b=/#c");
  EXPECT_EQ(title_of_address("https://example.org"), "https://example.org");
  EXPECT_EQ(title_of_address("https://example.org/a@b"), "https://example.org/a@b");
  EXPECT_EQ(title_of_address("http://example.org?a/"), "example.org?a/");
  EXPECT_EQ(title_of_address("about:blank"), "about:blank");
  EXPECT_EQ(title_of_address("data:text/html,x"), "data:text/html,x");
  EXPECT_EQ(title_of_address(""), "");
}

}  // namespace
}  // namespace cation::main
