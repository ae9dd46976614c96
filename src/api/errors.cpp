#include "api/errors.h"

#include <cstdio>
#include <stdexcept>

namespace cation::api {

namespace {

ErrorKind kind_of(std::string_view code) {
  if (code == "ERR_INVALID_ARG_TYPE" || code == "ERR_MISSING_ARGS") return ErrorKind::type_error;
  if (code == "ERR_OUT_OF_RANGE") return ErrorKind::range_error;
  return ErrorKind::error;
}

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::eval_error:
      return "EvalError";
    case ErrorKind::range_error:
      return "RangeError";
    case ErrorKind::reference_error:
      return "ReferenceError";
    case ErrorKind::syntax_error:
      return "SyntaxError";
    case ErrorKind::type_error:
      return "TypeError";
    case ErrorKind::uri_error:
      return "URIError";
    case ErrorKind::aggregate_error:
      return "AggregateError";
    default:
      return "Error";
  }
}

}  // namespace

Value to_value(const Error& error) {
  if (error.code.empty()) return Value::error(error.message);
  return Value::error(kind_of(error.code), error.message, {{"code", error.code}});
}

Error to_error(const Value& thrown) {
  if (!thrown.is_error()) return {"The page has thrown " + thrown.debug_string(), ""};
  std::string name =
      thrown["name"].value_or<std::string>(std::string(name_of(thrown.error_kind())));
  return {name + ": " + thrown["message"].value_or<std::string>(""),
          thrown["code"].value_or<std::string>("")};
}

Error to_error(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& exception) {
    return {exception.what(), ""};
  } catch (...) {
    return {"Something was thrown that is no std::exception", ""};
  }
}

Error destroyed() { return {"Object has been destroyed", "ERR_DESTROYED"}; }

void tell(const std::string& line) { std::fprintf(stderr, "cation: %s\n", line.c_str()); }

}  // namespace cation::api
