#include "main/web_preferences.h"

#include <gtest/gtest.h>

namespace cation::main {
namespace {

Value attributes(std::vector<Value::Member> members) { return Value::object(std::move(members)); }

bool is_on(const Value& preferences, const char* name) {
  return web_preferences(preferences)[name].value_or(false);
}

const Value plain = web_preferences(Value::object({}));
const Value trusting = web_preferences(Value::object({{"nodeIntegration", true},
                                                      {"nodeIntegrationInSubFrames", true},
                                                      {"contextIsolation", false},
                                                      {"sandbox", false}}));

TEST(WebPreferencesTest, AGuestIsIsolatedAndSandboxedUnlessItsEmbedderIsNot) {
  const Value wish = attributes({{"nodeintegration", true},
                                 {"nodeintegrationinsubframes", true},
                                 {"webpreferences", "contextIsolation=no, sandbox=0"}});
  const Value given = guest_preferences(wish, plain, "");
  EXPECT_FALSE(is_on(given, "nodeIntegration"));
  EXPECT_FALSE(is_on(given, "nodeIntegrationInSubFrames"));
  EXPECT_TRUE(is_on(given, "contextIsolation"));
  EXPECT_TRUE(is_on(given, "sandbox"));
  const Value trusted = guest_preferences(wish, trusting, "");
  EXPECT_TRUE(is_on(trusted, "nodeIntegration"));
  EXPECT_TRUE(is_on(trusted, "nodeIntegrationInSubFrames"));
  EXPECT_FALSE(is_on(trusted, "contextIsolation"));
  EXPECT_FALSE(is_on(trusted, "sandbox"));
  // Not asked for, it is as any page.
  EXPECT_FALSE(is_on(guest_preferences(attributes({}), trusting, ""), "nodeIntegration"));
  EXPECT_TRUE(is_on(guest_preferences(attributes({}), trusting, ""), "contextIsolation"));
}

TEST(WebPreferencesTest, TheWishesOfAGuestAreReadAsThoseOfAWindowsFeatures) {
  const Value given = guest_preferences(
      attributes({{"webpreferences", "javascript=no,devTools=false backgroundThrottling = 1"},
                  {"disablewebsecurity", true}}),
      plain, "");
  EXPECT_FALSE(is_on(given, "javascript"));
  EXPECT_FALSE(is_on(given, "devTools"));
  EXPECT_TRUE(is_on(given, "backgroundThrottling"));
  EXPECT_FALSE(is_on(given, "webSecurity"));
  const Value without = web_preferences(Value::object({{"javascript", false}}));
  EXPECT_FALSE(is_on(guest_preferences(attributes({{"webpreferences", "javascript"}}), without, ""),
                     "javascript"));
}

TEST(WebPreferencesTest, APreloadScriptOfAGuestIsAFileByItsAddressItsPathOrFromThePage) {
  const auto preload = [](const char* given, const char* page) {
    const Value preferences = guest_preferences(attributes({{"preload", given}}), plain, page);
    return preferences["preload"].value_or<std::string>("?");
  };
  EXPECT_EQ(preload("file:///app/a%20b.js", ""), "/app/a b.js");
  EXPECT_EQ(preload("/app/b.js", "https://example.com/"), "/app/b.js");
  EXPECT_EQ(preload("./c.js", "file:///app/pages/index.html"), "/app/pages/c.js");
  EXPECT_EQ(preload("../d.js", "file:///app/pages/index.html?x#y"), "/app/d.js");
  EXPECT_EQ(preload("e.js", "https://example.com/"), "");
  EXPECT_EQ(preload("https://example.com/f.js", "https://example.com/"), "");
  EXPECT_EQ(preload("", "file:///app/index.html"), "");
}

}  // namespace
}  // namespace cation::main
