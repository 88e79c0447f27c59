# Compiles src/store/book/schema/*.sql, in name order, into the store as `schema_steps`.
file(GLOB schema_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/store/book/schema/*.sql")
list(SORT schema_files)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema_files})
set(schema_rows "")
foreach(file IN LISTS schema_files)
  get_filename_component(name "${file}" NAME_WE)
  file(READ "${file}" sql)
  string(APPEND schema_rows "    {\"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/schema_steps.cpp" @ONLY CONTENT
"#include \"rapport/store/schema.hpp\"

namespace rapport {
namespace {
constexpr SchemaStep steps[] = {
@schema_rows@};
}  // namespace

std::span<const SchemaStep> schema_steps() { return steps; }

}  // namespace rapport
")
target_sources(rapport_store PRIVATE "${CMAKE_BINARY_DIR}/schema_steps.cpp")
