#include "render/cells.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

#include "rapport/base/phrase.hpp"

namespace rapport {
namespace {

struct Words {
  Date today;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(Minutes value) const { return length_text(value); }
  std::string operator()(Percent value) const { return std::to_string(value.value) + "%"; }
  std::string operator()(Date value) const { return day_text(value, today); }
  std::string operator()(const Moment& value) const {
    const std::string day = day_text(value.date, today);
    return value.minute ? day + " " + clock_text(*value.minute) : day;
  }
  std::string operator()(const std::vector<std::string>& value) const { return joined(value); }
  std::string operator()(const StripCell& value) const { return value.letters(); }
  std::string operator()(const Bar& value) const { return value.caption; }
  std::string operator()(const MarkedText& value) const {
    return with_highlights(value, "[", "]", [](std::string_view part) { return part; });
  }
};

template <typename... Kinds>
bool is_any_of(const Value& value) {
  return (std::holds_alternative<Kinds>(value) || ...);
}

}  // namespace

bool is_for(Audience audience, Reader reader) {
  return audience == Audience::everyone ||
         (audience == Audience::people) == (reader == Reader::person);
}

bool is_empty(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return list->empty();
  if (const auto* strip = std::get_if<StripCell>(&value)) return strip->marks.empty();
  if (const auto* marked = std::get_if<MarkedText>(&value)) return marked->text.empty();
  if (const auto* bar = std::get_if<Bar>(&value)) return bar->caption.empty();
  return is_any_of<std::monostate>(value);
}

bool is_prose(const Value& value) {
  return is_any_of<std::string, std::vector<std::string>, MarkedText>(value);
}

bool is_judged(Tone tone) { return tone == Tone::good || tone == Tone::warn || tone == Tone::bad; }

std::string mark_letter(char mark) { return {mark >= ' ' && mark <= '~' ? mark : '?'}; }

std::string words_for(const Value& value, Date today) { return std::visit(Words{today}, value); }

std::string value_words(const KeyValue& value, const Style& style) {
  std::string words = words_for(value.cell.value, style.today);
  if (trim(words).empty()) return style.unicode ? "–" : "-";
  return words;
}

std::string on_one_line(std::string_view text, const Style& style) {
  std::string out;
  for (const std::string_view line : split(trim(text), '\n')) {
    if (!out.empty()) out += style.unicode ? " ↵ " : " / ";
    out += trim(line);
  }
  return out;
}

const Cell& cell_at(const std::vector<Cell>& row, std::size_t column) {
  static const Cell nothing;
  return column < row.size() ? row[column] : nothing;
}

std::vector<std::size_t> columns_for(const Table& table, Reader reader) {
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (!is_for(table.columns[c].audience, reader)) continue;
    const auto filled = [c](const auto& row) { return !is_empty(cell_at(row, c).value); };
    if (reader == Reader::program || std::any_of(table.rows.begin(), table.rows.end(), filled))
      columns.push_back(c);
  }
  return columns;
}

bool is_numeric(const Table& table, std::size_t column) {
  bool found = false;
  for (const auto& row : table.rows) {
    const Value& value = cell_at(row, column).value;
    if (is_empty(value)) continue;
    if (!is_any_of<std::int64_t, Minutes, Percent>(value)) return false;
    found = true;
  }
  return found;
}

void each_row(const Table& table, const std::function<void(const std::vector<Cell>&)>& take) {
  for (const auto& row : table.rows) take(row);
  if (table.more_rows) table.more_rows(take);
}

bool is_shown(const Table& table, Reader reader) {
  if (!is_for(table.audience, reader)) return false;
  return reader == Reader::program || !table.empty.empty() || !columns_for(table, reader).empty();
}

BarShape shape_of(const Bar& bar) {
  if (!(bar.expected > 0) || !(bar.done > 0) || !std::isfinite(bar.expected)) return {};
  return {.filled = std::min(bar.done / bar.expected, 1.0), .over = bar.done > bar.expected};
}

std::size_t piece_length(std::size_t count, std::size_t most) {
  const std::size_t pieces = std::max<std::size_t>(1, (count + most - 1) / most);
  return (count + pieces - 1) / pieces;
}

}  // namespace rapport
