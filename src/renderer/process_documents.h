#pragma once

#include <JavaScriptCore/JavaScript.h>

#include <cstdint>
#include <memory>

namespace cation::renderer {

class Document;

/// All documents of the process, as one of them finds the others.
class ProcessDocuments {
 public:
  virtual ~ProcessDocuments() = default;
  /// Null where there is none of this number.
  virtual std::shared_ptr<Document> find(std::uint32_t number) const = 0;
  /// The document whose window this is, a value of the isolated world; null where it is none's.
  virtual std::shared_ptr<Document> of_window(JSContextRef context, JSValueRef window) const = 0;
};

}  // namespace cation::renderer
