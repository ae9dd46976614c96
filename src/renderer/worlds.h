#pragma once

// Worlds that main names for its scripts, besides the page's and the preload's: made when they are
// first named, and there as long as the process. One thread.

#include <webkit2/webkit-web-extension.h>

#include <map>
#include <string>

#include "renderer/glib_ptr.h"

namespace cation::renderer {

class Worlds {
 public:
  WebKitScriptWorld* world(const std::string& number) {
    auto [place, fresh] = worlds_.try_emplace(number);
    if (fresh) place->second.reset(webkit_script_world_new_with_name(("world " + number).c_str()));
    return place->second.get();
  }

 private:
  std::map<std::string, ObjectPtr<WebKitScriptWorld>> worlds_;
};

}  // namespace cation::renderer
