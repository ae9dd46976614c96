#include "ipc/file_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cation::ipc {
namespace {

using ::testing::Eq;
using ::testing::Optional;

TEST(FileAddressTest, APathIsDecodedAndResolved) {
  EXPECT_THAT(path_of_file_url("file:///tmp/a%20b/../c.html?x#y"), Optional(Eq("/tmp/c.html")));
  EXPECT_THAT(path_of_file_url("FILE://localhost/a//b/./c"), Optional(Eq("/a/b/c")));
  EXPECT_THAT(path_of_file_url("file:/a"), Optional(Eq("/a")));
  EXPECT_THAT(path_of_file_url("file://host"), Optional(Eq("/")));
  EXPECT_THAT(path_of_file_url("file:"), Optional(Eq("/")));
}

TEST(FileAddressTest, OtherAddressesNameNoFile) {
  for (const char* url : {"", "http://x/proc/self/environ", "about:blank", "filesystem:///proc",
                          "data:text/html,file:///proc"})
    EXPECT_EQ(path_of_file_url(url), std::nullopt) << url;
}

TEST(FileAddressTest, WhatTheKernelShowsIsForbiddenHoweverItIsWritten) {
  for (const char* url : {"file:///proc",
                          "file:///proc/self/environ",
                          "file://localhost/proc/self/environ",
                          "file://127.0.0.1/proc/1/environ",
                          "file:/proc/self/environ",
                          "file:////proc/self/environ",
                          "file:///./proc/self/environ",
                          "file:///tmp/../proc/self/environ",
                          "file:///tmp/..%2fproc/self/environ",
                          "file:///%70roc/self/environ",
                          "file:///tmp/%2e%2e/proc/self/environ",
                          "file:///proc%2Fself%2fenviron",
                          "file:///proc/self/environ?x",
                          "file:///proc/self/environ#x",
                          "File:///proc/self/environ",
                          " file:///proc/self/environ",
                          "file:///proc%00/x",
                          "file:///sys/kernel",
                          "file:///dev/mem",
                          "file:///dev",
                          "file:///dev/shm/../fd/0"})
    EXPECT_TRUE(is_forbidden_file(url)) << url;
}

TEST(FileAddressTest, FilesAreNot) {
  for (const char* url :
       {"file:///process/a", "file:///home/proc/x", "file:///tmp/proc", "file:///",
        "file:///device", "file:///dev/shm/app/index.html", "http://localhost/proc/self/environ",
        "file:///procA", "file:///%2570roc/x"})
    EXPECT_FALSE(is_forbidden_file(url)) << url;
}

}  // namespace
}  // namespace cation::ipc
