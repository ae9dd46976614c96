#include "shell/tools/page_setup.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell/arguments.h"

namespace cation::shell {
namespace {

struct Paper {
  std::string_view name;
  /// In inches.
  double width;
  double height;
};

constexpr std::array papers = std::to_array<Paper>({
    {"a0", 33.1, 46.8},
    {"a1", 23.4, 33.1},
    {"a2", 16.54, 23.4},
    {"a3", 11.7, 16.54},
    {"a4", 8.27, 11.7},
    {"a5", 5.83, 8.27},
    {"a6", 4.13, 5.83},
    {"legal", 8.5, 14},
    {"letter", 8.5, 11},
    {"tabloid", 11, 17},
    {"ledger", 17, 11},
});

std::unexpected<Error> refuse(const char* option) {
  return fail("Invalid value for the option " + std::string(option), "ERR_INVALID_ARG_VALUE");
}

/// Inches, of a length that paper may have.
std::optional<double> inches(const Value& value, double least, double most) {
  const auto number = value.to<double>();
  if (!number || !std::isfinite(*number) || *number < least || *number > most) return std::nullopt;
  return *number;
}

constexpr double most_inches = 200;

std::optional<Paper> paper_of(const Value& size) {
  if (size.is_nothing()) return *std::ranges::find(papers, "letter", &Paper::name);
  if (size.is_string()) {
    std::string name = text_of(size);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto found = std::ranges::find(papers, name, &Paper::name);
    if (found == papers.end()) return std::nullopt;
    return *found;
  }
  const auto width = inches(size["width"], 0.1, most_inches);
  const auto height = inches(size["height"], 0.1, most_inches);
  if (!width || !height) return std::nullopt;
  return Paper{.name = "", .width = *width, .height = *height};
}

/// "1-5, 8": from 0, as the toolkit has them.
std::optional<std::vector<GtkPageRange>> ranges_of(std::string_view text) {
  std::vector<GtkPageRange> ranges;
  while (!text.empty()) {
    const auto comma = text.find(',');
    std::string part(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    std::erase_if(part, [](char c) { return c == ' '; });
    if (part.empty()) continue;
    auto number = [](std::string_view digits, int& into) {
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
      return error == std::errc() && end == digits.data() + digits.size() && into > 0;
    };
    const auto dash = part.find('-');
    GtkPageRange range{1, 1};
    if (!number(std::string_view(part).substr(0, dash), range.start)) return std::nullopt;
    range.end = range.start;
    if (dash != std::string::npos && !number(std::string_view(part).substr(dash + 1), range.end))
      return std::nullopt;
    if (range.end < range.start) return std::nullopt;
    ranges.push_back({range.start - 1, range.end - 1});
  }
  return ranges;
}

}  // namespace

Result<PrintSetup> read_print_setup(const Value& options) {
  PrintSetup setup{.page = ObjectPtr<GtkPageSetup>(gtk_page_setup_new()),
                   .settings = ObjectPtr<GtkPrintSettings>(gtk_print_settings_new()),
                   .backgrounds = options["printBackground"].value_or(false)};
  const auto paper = paper_of(options["pageSize"]);
  if (!paper) return refuse("pageSize");
  GtkPaperSize* size =
      gtk_paper_size_new_custom("cation", "cation", paper->width, paper->height, GTK_UNIT_INCH);
  gtk_page_setup_set_paper_size(setup.page.get(), size);
  gtk_print_settings_set_paper_size(setup.settings.get(), size);
  gtk_paper_size_free(size);

  const GtkPageOrientation orientation = options["landscape"].value_or(false)
                                             ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                             : GTK_PAGE_ORIENTATION_PORTRAIT;
  gtk_page_setup_set_orientation(setup.page.get(), orientation);
  gtk_print_settings_set_orientation(setup.settings.get(), orientation);

  // A centimetre, as in Electron.
  constexpr double usual_margin = 0.39;
  const Value& margins = options["margins"];
  auto margin = [&](const char* side) {
    return margins[side].is_nothing() ? usual_margin : inches(margins[side], 0, most_inches);
  };
  const auto top = margin("top");
  const auto bottom = margin("bottom");
  const auto left = margin("left");
  const auto right = margin("right");
  if (!top || !bottom || !left || !right) return refuse("margins");
  gtk_page_setup_set_top_margin(setup.page.get(), *top, GTK_UNIT_INCH);
  gtk_page_setup_set_bottom_margin(setup.page.get(), *bottom, GTK_UNIT_INCH);
  gtk_page_setup_set_left_margin(setup.page.get(), *left, GTK_UNIT_INCH);
  gtk_page_setup_set_right_margin(setup.page.get(), *right, GTK_UNIT_INCH);
  if (gtk_page_setup_get_page_width(setup.page.get(), GTK_UNIT_INCH) <= 0 ||
      gtk_page_setup_get_page_height(setup.page.get(), GTK_UNIT_INCH) <= 0)
    return refuse("margins");

  if (!options["scale"].is_nothing()) {
    const auto scale = inches(options["scale"], 0.1, 2);
    if (!scale) return refuse("scale");
    gtk_print_settings_set_scale(setup.settings.get(), *scale * 100);
  }
  const auto ranges = ranges_of(options["pageRanges"].text());
  if (!ranges) return refuse("pageRanges");
  if (!ranges->empty()) {
    std::vector<GtkPageRange> list = *ranges;
    gtk_print_settings_set_print_pages(setup.settings.get(), GTK_PRINT_PAGES_RANGES);
    gtk_print_settings_set_page_ranges(setup.settings.get(), list.data(),
                                       static_cast<int>(list.size()));
  }
  return setup;
}

}  // namespace cation::shell
