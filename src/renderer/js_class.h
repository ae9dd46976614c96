#pragma once

#include <JavaScriptCore/JavaScript.h>

namespace cation::renderer {

/// Owns a class of the engine.
class JsClass {
 public:
  explicit JsClass(const JSClassDefinition& definition) : class_(JSClassCreate(&definition)) {}
  JsClass(const JsClass&) = delete;
  JsClass& operator=(const JsClass&) = delete;
  ~JsClass() { JSClassRelease(class_); }
  JSClassRef get() const { return class_; }

 private:
  JSClassRef class_;
};

}  // namespace cation::renderer
