#pragma once

// Worlds that main names for its scripts, besides the page's and the preload's: made when they are
// first named, and there as long as the process. One thread.

#include <webkit2/webkit-web-extension.h>

#include <map>
#include <string>

#include "renderer/glib_ptr.h"
#include "renderer/signals.h"

namespace cation::renderer {

class Worlds {
 public:
  WebKitScriptWorld* world(const std::string& number);

 private:
  std::map<std::string, ObjectPtr<WebKitScriptWorld>> worlds_;
  Signals signals_;
};

}  // namespace cation::renderer
