#include "main/app_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace cation::main {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class AppFilesTest : public ::testing::Test {
 protected:
  AppFilesTest() {
    std::string name = (fs::temp_directory_path() / "app-files-XXXXXX").string();
    top_ = fs::canonical(mkdtemp(name.data()));
    app_ = top_ / "app";
    fs::create_directory(app_);
  }
  ~AppFilesTest() override { fs::remove_all(top_); }

  void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  Result<std::optional<std::string>> read(const fs::path& path) {
    return read_app_file(app_.string(), path.string());
  }
  std::string refusal(const fs::path& path) {
    auto text = read(path);
    return text ? "read" : text.error().code + " " + text.error().message;
  }

  fs::path top_;
  fs::path app_;
};

TEST_F(AppFilesTest, ScriptsAndJsonOfTheAppAreRead) {
  write(app_ / "a.js", std::string("one\0two", 7));
  write(app_ / "lib/b.cjs", "b");
  write(app_ / "c.json", "");
  EXPECT_EQ(read(app_ / "a.js").value(), std::string("one\0two", 7));
  EXPECT_EQ(read(app_ / "lib/../lib/./b.cjs").value(), "b");
  EXPECT_EQ(read(app_ / "c.json").value(), "");
}

TEST_F(AppFilesTest, WhatIsNotThereIsNoFile) {
  fs::create_directory(app_ / "folder.js");
  EXPECT_EQ(read(app_ / "none.js").value(), std::nullopt);
  EXPECT_EQ(read(app_ / "none/none.js").value(), std::nullopt);
  EXPECT_EQ(read(app_ / "folder.js").value(), std::nullopt);
}

TEST_F(AppFilesTest, OtherKindsOfFilesAreRefused) {
  for (const char* name : {".env", "key.pem", "a.js.bak", "a.mjs", "a", "a.node"}) {
    write(app_ / name, "secret");
    EXPECT_THAT(refusal(app_ / name), HasSubstr("ERR_ACCESS_DENIED")) << name;
  }
}

TEST_F(AppFilesTest, WhatLiesOutsideIsRefusedWhetherItIsThereOrNot) {
  write(top_ / "secret.json", "secret");
  write(top_ / "app2/secret.json", "secret");
  for (const char* name :
       {"../secret.json", "../none.json", "../app2/secret.json", "lib/../../secret.json"})
    EXPECT_THAT(refusal(app_ / name), HasSubstr("ERR_ACCESS_DENIED")) << name;
  EXPECT_THAT(refusal("/etc/none.json"), HasSubstr("outside of " + app_.string()));
  EXPECT_THAT(refusal("secret.json"), HasSubstr("not absolute"));
  EXPECT_THAT(refusal(""), HasSubstr("not absolute"));
}

TEST_F(AppFilesTest, ALinkCountsAsWhatItLeadsTo) {
  write(top_ / "secret.json", "secret");
  write(app_ / "real/index.js", "inside");
  fs::create_symlink(top_ / "secret.json", app_ / "link.json");
  fs::create_symlink(app_ / "real", app_ / "node_modules");
  EXPECT_THAT(refusal(app_ / "link.json"), HasSubstr("ERR_ACCESS_DENIED"));
  EXPECT_EQ(read(app_ / "node_modules/index.js").value(), "inside");
}

TEST_F(AppFilesTest, APackageThatIsLinkedIntoTheAppIsTheApps) {
  write(top_ / "packages/linked/lib/a.js", "a");
  write(top_ / "packages/scoped/b.json", "b");
  write(top_ / "packages/secret.json", "secret");
  fs::create_directories(app_ / "node_modules/@mine");
  fs::create_directory_symlink("../../packages/linked", app_ / "node_modules/linked");
  fs::create_directory_symlink(top_ / "packages/scoped", app_ / "node_modules/@mine/scoped");
  fs::create_directory_symlink(top_ / "packages", app_ / "elsewhere");
  EXPECT_EQ(read(app_ / "node_modules/linked/lib/a.js").value(), "a");
  EXPECT_EQ(read(app_ / "node_modules/@mine/scoped/b.json").value(), "b");
  EXPECT_THAT(refusal(app_ / "elsewhere/secret.json"), HasSubstr("ERR_ACCESS_DENIED"));
  EXPECT_THAT(refusal(app_ / "node_modules/linked/../secret.json"), HasSubstr("ERR_ACCESS_DENIED"));
  // What the package links to further is no part of it.
  fs::create_symlink(top_ / "packages/secret.json", top_ / "packages/linked/s.json");
  EXPECT_THAT(refusal(app_ / "node_modules/linked/s.json"), HasSubstr("ERR_ACCESS_DENIED"));
}

TEST_F(AppFilesTest, AnAppMayBeReachedThroughALink) {
  write(app_ / "a.js", "a");
  fs::create_directory_symlink(app_, top_ / "current");
  EXPECT_EQ(read_app_file((top_ / "current").string(), (top_ / "current/a.js").string()).value(),
            "a");
}

TEST_F(AppFilesTest, TheFolderOfAnAppBehindALinkIsTheLink) {
  write(app_ / "preload.js", "");
  fs::create_directory_symlink(app_, top_ / "current");
  const std::string current = (top_ / "current").string();
  EXPECT_EQ(script_folder(current, current + "/preload.js", false), current);
  // Node names files by where they really are.
  EXPECT_EQ(script_folder(current, (app_ / "preload.js").string(), false), current);
  EXPECT_EQ(read_app_file(current, (app_ / "preload.js").string()).value(), "");
  EXPECT_EQ(script_folder("", current + "/preload.js", false), current);
}

TEST_F(AppFilesTest, ALargeFileIsRefused) {
  write(app_ / "large.json", std::string(max_script_bytes + 1, ' '));
  EXPECT_THAT(refusal(app_ / "large.json"), HasSubstr("larger than 16 MiB"));
}

TEST_F(AppFilesTest, TheFolderIsTheAppsOrThePreloads) {
  write(app_ / "src/preload.js", "");
  write(top_ / "other/preload.js", "");
  const std::string app = app_.string();
  EXPECT_EQ(script_folder(app, (app_ / "src/preload.js").string(), false), app);
  EXPECT_EQ(script_folder(app, (top_ / "other/preload.js").string(), false),
            (top_ / "other").string());
  EXPECT_EQ(script_folder("", (top_ / "other/preload.js").string(), false),
            (top_ / "other").string());
  EXPECT_EQ(script_folder(app, "", true), app);
  EXPECT_EQ(script_folder(app, "", false), "");
}

}  // namespace
}  // namespace cation::main
