#include "store/book/field_function.hpp"

#include <sqlite3.h>

#include <exception>
#include <variant>

#include "rapport/store/fields.hpp"

namespace rapport {
namespace {

std::string_view bytes_of(sqlite3_value* value) {
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

struct FieldAnswer {
  sqlite3_context* context;
  void operator()(std::monostate) const { sqlite3_result_null(context); }
  void operator()(bool flag) const { sqlite3_result_int(context, flag ? 1 : 0); }
  void operator()(std::int64_t number) const { sqlite3_result_int64(context, number); }
  void operator()(const std::string& text) const {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
};

/// No exception may pass through SQLite: what is damaged is an error of the statement.
void answer_field(sqlite3_context* context, int, sqlite3_value** values) {
  try {
    std::visit(FieldAnswer{context}, find_field(bytes_of(values[0]), bytes_of(values[1])));
  } catch (const std::exception&) {
    sqlite3_result_error_code(context, SQLITE_CORRUPT);
  }
}

}  // namespace

void add_field_function(sqlite3* handle) {
  sqlite3_create_function_v2(handle, "field", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                             answer_field, nullptr, nullptr, nullptr);
}

}  // namespace rapport
