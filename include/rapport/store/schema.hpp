#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace rapport {

/// One migration: a file of src/store/book/schema. Its place in the list (from 1) is the version
/// that a book has after it.
struct SchemaStep {
  std::string_view name;
  std::string_view sql;
};

/// All migrations in the order in which they apply.
std::span<const SchemaStep> schema_steps();

/// `application_id` of a book: "rprt".
constexpr std::int32_t book_application_id = 0x72707274;

/// The version that this program writes.
inline std::int32_t schema_version() { return static_cast<std::int32_t>(schema_steps().size()); }

}  // namespace rapport
