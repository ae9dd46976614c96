#include "main/sandbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>

namespace cation::main {
namespace {

namespace fs = std::filesystem;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Optional;

class SandboxTest : public ::testing::Test {
 protected:
  SandboxTest() {
    std::string name = (fs::temp_directory_path() / "sandbox-XXXXXX").string();
    proc_ = mkdtemp(name.data());
    process("self", 0, "7", "1");
  }
  ~SandboxTest() override { fs::remove_all(proc_); }

  void process(const std::string& name, int seccomp, const std::string& numbers,
               const std::string& spaces) {
    fs::remove_all(proc_ / name);
    fs::create_directories(proc_ / name / "ns");
    std::ofstream(proc_ / name / "status") << "Name:\tx y\nNSpid:\t" << numbers << "\nSeccomp:\t"
                                           << seccomp << "\nSeccomp_filters:\t1\n";
    for (const std::string space : {"mnt", "pid", "net"})
      fs::create_symlink(space + ":[" + spaces + "]", proc_ / name / "ns" / space);
  }
  auto looks() { return is_sandboxed(5, proc_); }

  fs::path proc_;
};

TEST_F(SandboxTest, IsOnWhereEverythingOfItIs) {
  process("5", 2, "5\t2", "9");
  EXPECT_THAT(looks(), Optional(true));
}

TEST_F(SandboxTest, IsOffWhereAPartOfItIsMissing) {
  process("5", 0, "5\t2", "9");
  EXPECT_THAT(looks(), Optional(false));
  process("5", 2, "5", "9");
  EXPECT_THAT(looks(), Optional(false));
  process("5", 2, "5\t2", "1");
  EXPECT_THAT(looks(), Optional(false));
  process("5", 2, "5\t2", "9");
  fs::remove(proc_ / "5" / "ns" / "net");
  fs::create_symlink("net:[1]", proc_ / "5" / "ns" / "net");
  EXPECT_THAT(looks(), Optional(false));
}

TEST_F(SandboxTest, CountsFromTheSpaceThatMainIsIn) {
  process("self", 2, "300\t7", "1");
  process("5", 2, "305\t5", "9");
  EXPECT_THAT(looks(), Optional(false));
  process("5", 2, "305\t5\t2", "9");
  EXPECT_THAT(looks(), Optional(true));
}

TEST_F(SandboxTest, IsUnknownWhereTheSystemDoesNotSay) {
  EXPECT_THAT(looks(), Eq(std::nullopt));
  EXPECT_THAT(is_sandboxed(0, proc_), Eq(std::nullopt));
  process("5", 2, "5\t2", "9");
  fs::remove(proc_ / "5" / "ns" / "pid");
  EXPECT_THAT(looks(), Eq(std::nullopt));
}

TEST_F(SandboxTest, ThisProcessIsInNone) { EXPECT_THAT(is_sandboxed(getpid()), Optional(false)); }

TEST_F(SandboxTest, AWebProcessIsKnownByItsName) {
  process("5", 0, "5", "1");
  EXPECT_FALSE(is_web_process(5, proc_));
  std::ofstream(proc_ / "5" / "comm") << "WebKitWebProces\n";
  EXPECT_TRUE(is_web_process(5, proc_));
  std::ofstream(proc_ / "5" / "comm") << "python3\n";
  EXPECT_FALSE(is_web_process(5, proc_));
}

TEST_F(SandboxTest, TheReasonIsTold) {
  unsetenv("CATION_NO_SANDBOX");
  EXPECT_THAT(why_not_sandboxed(proc_), HasSubstr("bubblewrap"));
  std::ofstream(proc_ / ".flatpak-info") << "";
  EXPECT_THAT(why_not_sandboxed(proc_), HasSubstr("remove that file"));
  setenv("CATION_NO_SANDBOX", "1", 1);
  EXPECT_THAT(why_not_sandboxed(proc_), HasSubstr("CATION_NO_SANDBOX"));
  unsetenv("CATION_NO_SANDBOX");
}

}  // namespace
}  // namespace cation::main
