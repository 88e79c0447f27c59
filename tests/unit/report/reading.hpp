#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rapport/document/document.hpp"

/// What a program or a person finds in a document.
namespace rapport {

inline const Table& table_of(const Document& document, const std::string& key) {
  for (const auto& block : document.blocks)
    if (const auto* table = std::get_if<Table>(&block); table && table->key == key) return *table;
  FAIL("no table " << key);
  static const Table none;
  return none;
}

/// The facts that programs read, as "key" of a JSON object.
inline Value fact_of(const Document& document, const std::string& key) {
  for (const auto& block : document.blocks)
    if (const auto* facts = std::get_if<KeyValues>(&block))
      for (const auto& fact : facts->values)
        if (fact.key == key && fact.audience != Audience::people) return fact.cell.value;
  FAIL("no fact " << key);
  return {};
}

inline std::int64_t number_of(const Document& document, const std::string& key) {
  return std::get<std::int64_t>(fact_of(document, key));
}

inline std::string text_of(const Document& document, const std::string& key) {
  return std::get<std::string>(fact_of(document, key));
}

inline Value cell_of(const Table& table, std::size_t row, const std::string& key) {
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    if (table.columns[column].key == key) return table.rows.at(row).at(column).value;
  FAIL("no column " << key);
  return {};
}

/// Keys of facts and tables as programs read them, in order.
inline std::vector<std::string> keys_of(const Document& document) {
  std::vector<std::string> keys;
  for (const auto& block : document.blocks) {
    if (const auto* facts = std::get_if<KeyValues>(&block)) {
      for (const auto& fact : facts->values)
        if (fact.audience != Audience::people) keys.push_back(fact.key);
    } else if (const auto* table = std::get_if<Table>(&block)) {
      if (table->audience != Audience::people) keys.push_back(table->key);
    }
  }
  return keys;
}

inline std::vector<std::string> columns_of(const Table& table) {
  std::vector<std::string> keys;
  for (const auto& column : table.columns)
    if (column.audience != Audience::people) keys.push_back(column.key);
  return keys;
}

/// The first paragraph: the verdict.
inline std::string first_text(const Document& document) {
  for (const auto& block : document.blocks)
    if (const auto* text = std::get_if<Text>(&block)) return text->text;
  return {};
}

/// What a person reads beside `title`.
inline std::string beside(const Document& document, const std::string& title) {
  for (const auto& block : document.blocks)
    if (const auto* facts = std::get_if<KeyValues>(&block))
      for (const auto& fact : facts->values)
        if (fact.title == title) return std::get<std::string>(fact.cell.value);
  return {};
}

}  // namespace rapport
