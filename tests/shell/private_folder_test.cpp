#include "shell/private_folder.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "link/unique_fd.h"

namespace cation::shell {
namespace {

namespace fs = std::filesystem;

class PrivateFolderTest : public testing::Test {
 protected:
  PrivateFolderTest() {
    std::string path = fs::temp_directory_path() / "cation-test-XXXXXX";
    folder_ = mkdtemp(path.data());
    socket_ = folder_ + "/main";
  }
  ~PrivateFolderTest() override { fs::remove_all(folder_); }
  void make_socket() const {
    const link::UniqueFd fd(::socket(AF_UNIX, SOCK_SEQPACKET, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket_.c_str(), sizeof(address.sun_path) - 1);
    ASSERT_EQ(bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  }

  std::string folder_;
  std::string socket_;
};

TEST_F(PrivateFolderTest, TheSocketAndItsFolderGo) {
  make_socket();
  {
    const PrivateFolder folder(socket_);
  }
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(PrivateFolderTest, WhatIsNotASocketStays) {
  std::ofstream(socket_) << "text";
  {
    const PrivateFolder folder(socket_);
  }
  EXPECT_TRUE(fs::exists(socket_));
}

TEST_F(PrivateFolderTest, AFolderThatOthersMayReadStays) {
  make_socket();
  chmod(folder_.c_str(), 0755);
  {
    const PrivateFolder folder(socket_);
  }
  EXPECT_TRUE(fs::exists(socket_));
}

TEST_F(PrivateFolderTest, AFolderThatIsGoneIsNoError) {
  PrivateFolder folder(socket_);
  fs::remove_all(folder_);
  folder.remove();
  folder.remove();
}

}  // namespace
}  // namespace cation::shell
