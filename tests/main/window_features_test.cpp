#include "main/window_features.h"

#include <gtest/gtest.h>

namespace cation::main {
namespace {

TEST(WindowFeatures, AWindowOfItsOwnIsWhatIsAskedForByAnythingButATabsParts) {
  for (const char* features :
       {"width=300,height=200", "popup", "popup=yes", "popup=1", " Popup = TRUE ", "left=1",
        "location,menubar,status", "toolbar=yes,menubar,status,scrollbars,resizable=no", "x"})
    EXPECT_TRUE(wants_popup(features)) << features;
  for (const char* features :
       {"", " ,, ", "noopener", "noreferrer,noopener=1", "popup=0", "popup=no,width=3",
        "location=yes,menubar=yes,status=yes,scrollbars=yes", "toolbar,menubar,status,scrollbars"})
    EXPECT_FALSE(wants_popup(features)) << features;
}

TEST(WindowFeatures, TheyAreOptionsWhereTheOptionsSayNothing) {
  const Value given = Value::object({{"width", 500}, {"title", "own"}, {"height", Value()}});
  EXPECT_EQ(with_features(given, "width=300, height=200,left=10,frame=no,show,minWidth=5,x=y"),
            Value::object({{"width", 500},
                           {"title", "own"},
                           {"height", 200},
                           {"x", 10},
                           {"minWidth", 5},
                           {"show", true},
                           {"frame", false}}));
  EXPECT_EQ(with_features(Value(), ""), Value::object());
}

}  // namespace
}  // namespace cation::main
