#pragma once

#include <string>
#include <string_view>

#include "rapport/document/document.hpp"
#include "render/text.hpp"

/// The pieces of the HTML renderer. What they answer is well-formed XML too.
namespace rapport {

/// Text of people, safe as content and between quotes: printable, then escaped.
std::string html_text(std::string_view text);

/// The same for one line, trimmed; line ends become a sign.
std::string html_line(std::string_view text);

/// The same with its line ends kept, by `<br />`; blank lines are left out.
std::string html_lines(std::string_view text);

/// `<tag class="classes">`.
std::string html_tag(std::string_view tag, std::string_view classes);

/// The name of a class of the style sheet; "plain" for no tone.
std::string_view tone_class(Tone tone);

/// The style sheet, and the patterns and signs that charts and verdicts refer to by name.
std::string_view html_style();
std::string_view html_definitions();

/// Distinct names within a page, for what refers to something else: "d1", "d2" …
class HtmlNames {
 public:
  std::string next() { return "d" + std::to_string(++last_); }

 private:
  int last_ = 0;
};

/// A picture that is read out as one: `title` names it, `description` says what it shows.
/// `content` is SVG; `attributes` go into its tag.
std::string html_picture(HtmlNames& names, std::string_view attributes, std::string_view title,
                         std::string_view description, std::string_view content);

/// A share of the width in SVG, "12.5%"; `part` is of 1.
std::string svg_percent(double part);

std::string html_table(const Table& table, const Style& style, HtmlNames& names);
std::string html_bar(const Bar& bar);
std::string html_bars(const Bars& bars);
std::string html_strip(const Strip& strip, Legend legend, HtmlNames& names);
std::string html_strip_cell(const StripCell& strip, HtmlNames& names);
std::string html_chart(const Chart& chart, HtmlNames& names);

}  // namespace rapport
