#include "main/private_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace cation::main {
namespace {

namespace fs = std::filesystem;
using ::testing::StartsWith;

class PrivateFolderTest : public ::testing::Test {
 protected:
  PrivateFolderTest() {
    std::string name = (fs::temp_directory_path() / "private-XXXXXX").string();
    top_ = mkdtemp(name.data());
    fs::create_directory(top_ / "good");
    std::ofstream(top_ / "file") << "";
    fs::create_directories(top_ / std::string(90, 'x'));
  }
  ~PrivateFolderTest() override { fs::remove_all(top_); }
  std::string in(const std::string& name) const { return (top_ / name).string(); }

  fs::path top_;
};

TEST_F(PrivateFolderTest, LiesInTheFirstPlaceWithRoomForIt) {
  for (const std::string& bad : {in("file"), in("missing"), in(std::string(90, 'x')),
                                 std::string("/proc"), std::string("/sys")}) {
    const std::array places{bad, in("good")};
    auto folder = PrivateFolder::make(places);
    ASSERT_TRUE(folder) << folder.error().message;
    EXPECT_THAT(folder->socket_path(), StartsWith(in("good") + "/cation-"));
    EXPECT_TRUE(fs::is_socket(folder->socket_path()));
    EXPECT_EQ(fs::status(fs::path(folder->socket_path()).parent_path()).permissions(),
              fs::perms::owner_all);
  }
  EXPECT_TRUE(fs::is_empty(top_ / std::string(90, 'x')));
  EXPECT_TRUE(fs::is_empty(top_ / "good"));
}

TEST_F(PrivateFolderTest, NoPlaceIsAnErrorOfOneSentence) {
  const std::array places{in("file"), in("missing")};
  auto folder = PrivateFolder::make(places);
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().message, "No folder for the app's socket could be made in " +
                                        in("file") + ", " + in("missing") + ": " + in("missing") +
                                        ": No such file or directory");
}

TEST_F(PrivateFolderTest, SomebodyElsesRuntimeFolderIsNoPlace) {
  const std::string before = getenv("XDG_RUNTIME_DIR") ? getenv("XDG_RUNTIME_DIR") : "";
  setenv("XDG_RUNTIME_DIR", in("good").c_str(), 1);
  EXPECT_EQ(PrivateFolder::places().front(), in("good"));
  // As root any folder may be given away; else the root folder is one of somebody else's.
  if (geteuid() == 0) {
    ASSERT_EQ(chown(in("good").c_str(), 12345, 0), 0);
  } else {
    setenv("XDG_RUNTIME_DIR", "/", 1);
  }
  EXPECT_NE(PrivateFolder::places().front(), getenv("XDG_RUNTIME_DIR"));
  EXPECT_EQ(PrivateFolder::places().back(), "/tmp");
  before.empty() ? unsetenv("XDG_RUNTIME_DIR") : setenv("XDG_RUNTIME_DIR", before.c_str(), 1);
}

}  // namespace
}  // namespace cation::main
