#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "rapport/document/document.hpp"

/// The one way to make a table: what a column shows stands beside what it is called, so that
/// neither can be moved without the other.
namespace rapport {

/// A text, day or set of names as a cell: nothing where nothing is said, not an empty text.
inline Value value_of(const std::string& text) { return text.empty() ? Value{} : Value{text}; }
inline Value value_of(const std::set<std::string>& names) {
  return std::vector<std::string>(names.begin(), names.end());
}
template <typename T>
Value value_of(const std::optional<T>& value) {
  return value ? Value{*value} : Value{};
}

/// A single value for programs alone: people read it in a sentence.
inline KeyValue value_for_programs(std::string key, Value value) {
  return {std::move(key), "", {std::move(value)}, Audience::programs};
}

/// A single value for people alone: what they read beside `title`.
inline KeyValue value_for_people(std::string title, std::string text, Tone tone = Tone::plain) {
  return {"", std::move(title), {std::move(text), tone}, Audience::people};
}

/// A column of a table with a row for each `Row`: its key, its title, what it shows of a row (a
/// member, or a function that answers a value, an optional one, or a Cell where the tone matters),
/// and for whom it is.
template <typename Row>
struct ColumnOf {
  template <typename Show>
  ColumnOf(std::string key, std::string title, Show show, Audience audience = Audience::everyone)
      : column{std::move(key), std::move(title), audience, false},
        cell([show](const Row& row) { return as_cell(std::invoke(show, row)); }) {}

  /// The same, with texts that are not broken in a terminal.
  ColumnOf whole() && {
    column.is_whole = true;
    return std::move(*this);
  }

  Column column;
  std::function<Cell(const Row&)> cell;

 private:
  static Cell as_cell(Cell cell) { return cell; }
  template <typename T>
  static Cell as_cell(T&& value) {
    if constexpr (std::is_constructible_v<Value, T>)
      return {Value{std::forward<T>(value)}};
    else
      return {value_of(std::forward<T>(value))};
  }
};

/// `head` with a row for each that `each` hands out, which are read as they are written.
template <typename Row>
Table table_of(Table head, std::function<void(const std::function<void(const Row&)>&)> each,
               const std::vector<ColumnOf<std::type_identity_t<Row>>>& columns) {
  for (const auto& column : columns) head.columns.push_back(column.column);
  head.more_rows = [each = std::move(each), columns](const auto& take) {
    std::vector<Cell> cells(columns.size());
    each([&](const Row& row) {
      for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = columns[i].cell(row);
      take(cells);
    });
  };
  return head;
}

/// `head` (key, title, what is said when empty, audience) with a row for each of `rows`.
template <typename Row>
Table table_of(Table head, const std::vector<Row>& rows,
               const std::vector<ColumnOf<std::type_identity_t<Row>>>& columns) {
  for (const auto& column : columns) head.columns.push_back(column.column);
  head.rows.reserve(rows.size());
  for (const Row& row : rows) {
    std::vector<Cell>& cells = head.rows.emplace_back();
    cells.reserve(columns.size());
    for (const auto& column : columns) cells.push_back(column.cell(row));
  }
  return head;
}

}  // namespace rapport
