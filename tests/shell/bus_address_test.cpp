#include "shell/bus_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

namespace cation::shell {
namespace {

namespace fs = std::filesystem;

TEST(BusAddressTest, ASocketInTheRootFolderIsHarmfulHoweverItIsWritten) {
  for (const char* address :
       {"unix:path=/bus", "unix:path=/no-such-bus,guid=1", "unix:guid=1,path=//bus",
        "unix:path=/./bus", "unix:path=/tmp/../bus", "unix:path=%2fbus",
        "tcp:host=x;unix:path=/bus", "unix:path=/no-such-folder/../bus"})
    EXPECT_TRUE(is_harmful_bus_address(address)) << address;
}

TEST(BusAddressTest, OthersAreNot) {
  for (const char* address :
       {"", "unix:path=/run/user/0/bus", "unix:path=/no-such-folder/bus", "unix:abstract=/tmp/bus",
        "tcp:host=localhost,port=1", "disabled:", "autolaunch:", "bus"})
    EXPECT_FALSE(is_harmful_bus_address(address)) << address;
}

TEST(BusAddressTest, LinksAreFollowed) {
  std::string name = (fs::temp_directory_path() / "bus-address-XXXXXX").string();
  const fs::path root = fs::canonical(mkdtemp(name.data()));
  fs::create_directory(root / "run");
  fs::create_directory_symlink(root, root / "run" / "up");
  const std::string address = "unix:path=" + (root / "run" / "up" / "bus").string();
  EXPECT_TRUE(is_harmful_bus_address(address, root));
  EXPECT_FALSE(is_harmful_bus_address("unix:path=" + (root / "run" / "bus").string(), root));
  fs::remove_all(root);
}

}  // namespace
}  // namespace cation::shell
