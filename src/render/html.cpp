#include "render/html.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/render/format.hpp"
#include "render/cells.hpp"

// One file that needs nothing else: no script, no font, nothing from a network, and its own policy
// forbids them. Texts of people cannot become markup. Well-formed as XML too, so that any tool can
// check it.
namespace rapport {
namespace {

/// Values whose words are longer than this are lines, each with its title beside it.
constexpr std::size_t longest_tile = 40;

constexpr std::string_view page_head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
)";

bool is_judged(Tone tone) { return tone == Tone::good || tone == Tone::warn || tone == Tone::bad; }

bool is_first_level(const Block& block) {
  const auto* heading = std::get_if<Heading>(&block);
  return heading && heading->level <= 1;
}

class HtmlRenderer {
 public:
  HtmlRenderer(const Document& document, const Style& style) : document_(document), style_(style) {
    style_.unicode = true;
  }

  std::string render() {
    write_head();
    const auto& blocks = document_.blocks;
    if (blocks.empty() || !is_first_level(blocks.front()))
      write_first_heading(title_of_report());  // each page has exactly one
    else
      write_top();
    for (; index_ < blocks.size(); ++index_) std::visit(*this, blocks[index_]);
    end_section();
    out_ += "</main>\n<footer>rapport " + html_text(document_.report) + " · " +
            html_text(day_text(style_.today, first_date)) + "</footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

  // No level is left out: below the first heading come those of level 1, below them level 2.
  void operator()(const Heading& heading) {
    const std::string words = inline_text(heading.text);
    if (heading.level <= 1) inner_level_ = 3;
    if (heading.level > 1 && inner_level_ == 3) {
      out_ += "<h3>" + words + "</h3>\n";
      return;
    }
    end_section();
    out_ += "<section>\n<h2>" + words + "</h2>\n<div class=\"part\">\n";
    in_section_ = true;
  }

  void operator()(const Text& text) {
    const std::string words = html_lines(text.text);
    if (words.empty()) return;
    ((out_ += "<p class=\"") += tone_class(text.tone)) += "\">";
    if (is_judged(text.tone)) out_ += sign(text.tone);
    out_ += "<span>" + words + "</span></p>\n";
  }

  // Neighbouring facts are one list: the first ones write them all.
  void operator()(const KeyValues&) {
    const auto& blocks = document_.blocks;
    const auto facts_at = [&blocks](std::size_t i) {
      return i < blocks.size() ? std::get_if<KeyValues>(&blocks[i]) : nullptr;
    };
    if (index_ > 0 && facts_at(index_ - 1)) return;
    std::vector<const KeyValue*> facts;
    for (std::size_t i = index_; facts_at(i); ++i)
      for (const KeyValue& fact : facts_at(i)->values)
        if (is_for(fact.audience, Reader::person)) facts.push_back(&fact);
    write_facts(facts);
  }

  void operator()(const Table& table) { out_ += html_table(table, style_, names_); }

  void operator()(const Bars& bars) { out_ += html_bars(bars); }

  void operator()(const Strip& strip) {
    out_ += html_strip(strip, legend_at(document_, index_), names_);
  }

  void operator()(const Chart& chart) { out_ += html_chart(chart, names_); }

  void operator()(const Verbatim& verbatim) {
    if (verbatim.text.empty()) return;
    out_ += "<pre tabindex=\"0\">";
    std::string_view text = verbatim.text;
    if (text.ends_with('\n')) text.remove_suffix(1);
    bool first = true;
    for (const std::string_view line : split(text, '\n')) {
      if (!first) out_ += '\n';
      first = false;
      bool first_part = true;
      for (const std::string_view part : split(line, '\t')) {
        if (!first_part) out_ += '\t';
        first_part = false;
        out_ += html_text(part);
      }
    }
    out_ += "</pre>\n";
  }

 private:
  std::string inline_text(std::string_view text) const {
    return html_text(on_one_line(text, style_));
  }

  std::string title_of_report() const {
    if (!document_.title.empty()) return document_.title;
    std::string title = document_.report.empty() ? "rapport" : document_.report;
    if (title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
  }

  void write_head() {
    const auto& blocks = document_.blocks;
    const bool named = !blocks.empty() && is_first_level(blocks.front());
    const std::string title = named ? std::get<Heading>(blocks.front()).text : title_of_report();
    out_ += page_head;
    out_ += "<title>" + inline_text(title) + "</title>\n<style>\n";
    out_ += html_style();
    out_ += "</style>\n</head>\n<body>\n";
    out_ += html_definitions();
    const bool has_sections = std::any_of(blocks.begin() + (named ? 1 : 0), blocks.end(),
                                          [](const Block& block) { return block.index() == 0; });
    out_ += has_sections ? "<main>\n" : "<main class=\"narrow\">\n";
  }

  void end_section() {
    if (in_section_) out_ += "</div>\n</section>\n";
    in_section_ = false;
  }

  // The first heading and the texts right below it: each that is judged opens a card, and what is
  // said about it stands in that card.
  void write_top() {
    const auto& blocks = document_.blocks;
    write_first_heading(std::get<Heading>(blocks.front()).text);
    bool in_card = false;
    bool has_more = false;
    Tone tone = Tone::plain;
    for (index_ = 1; index_ < blocks.size(); ++index_) {
      const auto* text = std::get_if<Text>(&blocks[index_]);
      const std::string words = text ? html_lines(text->text) : std::string();
      if (words.empty() || text->tone == Tone::strong) break;
      const bool is_next = in_card && has_more && is_judged(tone) && tone != Tone::good;
      if (is_judged(text->tone) || (text->tone == Tone::plain && (!in_card || is_next))) {
        if (in_card) out_ += "</div></div>\n";
        tone = text->tone;
        ((out_ += "<div class=\"card ") += tone_class(tone)) += "\">";
        if (is_judged(tone)) out_ += sign(tone);
        out_ += "<div><p>" + words + "</p>\n";
        in_card = true;
        has_more = false;
      } else if (in_card) {
        ((out_ += "<p class=\"more ") += tone_class(text->tone)) += "\">" + words + "</p>\n";
        has_more = true;
      } else {
        out_ += "<p class=\"intro\">" + words + "</p>\n";
      }
    }
    if (in_card) out_ += "</div></div>\n";
  }

  static std::string sign(Tone tone) {
    return R"(<svg class="sign" aria-hidden="true"><use href="#sign-)" +
           std::string(tone_class(tone)) + "\" /></svg>";
  }

  // "Priya · 2026-W47": who or what, then smaller when.
  void write_first_heading(std::string_view text) {
    constexpr std::string_view separator = " · ";
    const std::size_t at = text.find(separator);
    out_ += "<h1>" + inline_text(text.substr(0, at));
    if (at != text.npos)
      out_ +=
          " <span class=\"when\">" + inline_text(text.substr(at + separator.size())) + "</span>";
    out_ += "</h1>\n";
  }

  // Values of one title that follow each other are one group.
  void write_facts(const std::vector<const KeyValue*>& facts) {
    if (facts.empty()) return;
    const bool as_lines = std::any_of(facts.begin(), facts.end(), [&](const KeyValue* fact) {
      return display_width(fact_words(*fact, style_)) > longest_tile;
    });
    out_ += as_lines ? "<dl class=\"facts lines\">\n" : "<dl class=\"facts\">\n";
    const KeyValue* above = nullptr;
    for (const KeyValue* fact : facts) {
      if (!above || above->title != fact->title)
        out_ += (above ? "</div>\n<div><dt>" : "<div><dt>") + inline_text(fact->title) + "</dt>";
      ((out_ += "<dd class=\"") += tone_class(fact->cell.tone)) += "\">";
      out_ += html_lines(fact_words(*fact, style_)) + "</dd>";
      above = fact;
    }
    out_ += "</div>\n</dl>\n";
  }

  const Document& document_;
  Style style_;
  HtmlNames names_;
  std::string out_;
  std::size_t index_ = 0;
  int inner_level_ = 2;
  bool in_section_ = false;
};

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_lines(std::string_view text) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    const std::string words = html_text(trim(line));
    if (words.empty()) continue;
    if (!out.empty()) out += "<br />";
    out += words;
  }
  return out;
}

std::string_view tone_class(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "plain";
    case Tone::strong:
      return "strong";
    case Tone::good:
      return "good";
    case Tone::warn:
      return "warn";
    case Tone::bad:
      return "bad";
    case Tone::quiet:
      return "quiet";
  }
  return "plain";
}

std::string render_html(const Document& document, const Style& style) {
  return HtmlRenderer(document, style).render();
}

}  // namespace rapport
