#include <charconv>
#include <cmath>
#include <map>

#include "clone/node.h"

namespace cation {

using namespace clone;

namespace {

constexpr std::size_t longest = 4000;
constexpr int deepest = 8;
constexpr std::size_t most_items = 50;

/// Writes a value for a person, cut in depth, width and length: it is for logs and failed tests.
class Printer {
 public:
  std::string run(const Value& value) {
    print(value, 0);
    if (out_.size() > longest) {
      std::size_t end = longest;
      while ((out_[end] & 0xc0) == 0x80) --end;
      out_.resize(end);
      out_ += "…";
    }
    return std::move(out_);
  }

 private:
  void print(const Value& value, int depth) {
    if (out_.size() > longest) return;
    switch (value.type()) {
      case Type::undefined:
        out_ += Access::is_hole(value) ? "<hole>" : "undefined";
        return;
      case Type::null:
        out_ += "null";
        return;
      case Type::boolean:
        out_ += value.boolean() ? "true" : "false";
        return;
      case Type::number:
        return number(value.number());
      case Type::string:
        return quoted(value.text());
      case Type::bigint:
        return bigint(value.bigint());
      case Type::date:
        out_ += "Date(";
        number(value.milliseconds());
        out_ += ')';
        return;
      case Type::regexp:
        out_.append("/").append(value.regexp().source).append("/").append(value.regexp().flags);
        return;
      default:
        break;
    }
    const auto [known, is_new] = numbers_.emplace(Access::identity(value), numbers_.size());
    if (!is_new) {
      out_ += "<same as #" + std::to_string(known->second) + '>';
      return;
    }
    if (depth == deepest) {
      out_ += "…";
      return;
    }
    container(value, depth);
  }

  void container(const Value& value, int depth) {
    const auto item = [&](const Value& part) { print(part, depth + 1); };
    const auto pair = [&](const Value::Pair& part) {
      item(part.key);
      out_ += " => ";
      item(part.value);
    };
    switch (value.type()) {
      case Type::boxed:
        out_ += "Object(";
        item(value.unboxed());
        out_ += ')';
        return;
      case Type::buffer:
        out_ += "ArrayBuffer";
        return hex(value.bytes());
      case Type::view:
        out_ += "view " + std::to_string(static_cast<int>(value.view().kind)) + " at " +
                std::to_string(value.view().byte_offset) + " of ";
        return item(value.view().buffer);
      case Type::blob:
        out_ += "Blob ";
        quoted(value.blob().type);
        return hex(value.bytes());
      case Type::file:
        out_ += "File ";
        quoted(value.file().name);
        out_ += ' ';
        quoted(value.file().type);
        out_ += " of ";
        number(value.file().last_modified);
        return hex(value.bytes());
      case Type::port:
        out_ += "port " + std::to_string(value.port()->place);
        return;
      case Type::array:
        if (!value.elements().empty() || value.items().size() < value.size()) {
          out_ += "array of " + std::to_string(value.size());
          return list(" {", value.elements(), "}", pair);
        }
        return list("[", value.items(), "]", item);
      case Type::set:
        return list("Set {", value.items(), "}", item);
      case Type::map:
        return list("Map {", value.pairs(), "}", pair);
      default:
        if (value.is_error()) out_ += "Error ";
        return list("{", value.entries(), "}", [&](const Value::Entry& entry) {
          quoted(entry.key);
          out_ += ": ";
          item(entry.value);
        });
    }
  }

  template <typename T, typename One>
  void list(std::string_view open, std::span<const T> parts, std::string_view close, One&& one) {
    out_ += open;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) out_ += ", ";
      if (i == most_items || out_.size() > longest) {
        out_ += "… " + std::to_string(parts.size() - i) + " more";
        break;
      }
      one(parts[i]);
    }
    out_ += close;
  }

  void number(double number) {
    if (std::isnan(number)) {
      out_ += "NaN";
    } else if (std::isinf(number)) {
      out_ += number < 0 ? "-Infinity" : "Infinity";
    } else {
      char text[32];
      const auto [end, error] = std::to_chars(text, text + sizeof text, number);
      out_.append(text, end);
    }
  }

  void quoted(std::string_view text) {
    out_ += '"';
    for (std::size_t i = 0; i < text.size() && i < longest; ++i) {
      const char c = text[i];
      if (c == '\xed' && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xa0) {
        // A lone surrogate, which is not UTF-8.
        const int unit = 0xd000 | (text[i + 1] & 0x3f) << 6 | (text[i + 2] & 0x3f);
        byte(static_cast<unsigned char>(unit >> 8), "\\u");
        byte(static_cast<unsigned char>(unit & 0xff), "");
        i += 2;
      } else if (c == '"' || c == '\\') {
        out_ += '\\';
        out_ += c;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        byte(static_cast<unsigned char>(c), "\\x");
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }

  void bigint(const BigInt& number) {
    out_ += number.negative ? "-0x" : "0x";
    if (number.magnitude.empty()) out_ += '0';
    std::size_t shown = 0;
    for (std::size_t i = number.magnitude.size(); i-- > 0 && shown < most_items; ++shown) {
      byte(std::to_integer<unsigned char>(number.magnitude[i]), "");
    }
    if (shown < number.magnitude.size()) out_ += "…";
    out_ += 'n';
  }

  void hex(std::span<const std::byte> bytes) {
    out_ += '(' + std::to_string(bytes.size()) + ") <";
    for (std::size_t i = 0; i < bytes.size() && i < most_items; ++i) {
      byte(std::to_integer<unsigned char>(bytes[i]), i ? " " : "");
    }
    out_ += bytes.size() > most_items ? " …>" : ">";
  }

  void byte(unsigned char value, std::string_view before) {
    constexpr std::string_view digits = "0123456789abcdef";
    out_ += before;
    out_ += digits[value >> 4];
    out_ += digits[value & 15];
  }

  std::string out_;
  std::map<const Node*, std::size_t> numbers_;
};

}  // namespace

std::string Value::debug_string() const { return Printer().run(*this); }

}  // namespace cation
