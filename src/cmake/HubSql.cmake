# Compiles src/hub/postgres/hub.sql into the hubs as `hub_sql`.
set(hub_sql_file "${CMAKE_SOURCE_DIR}/src/hub/postgres/hub.sql")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${hub_sql_file}")
file(READ "${hub_sql_file}" hub_sql)
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/hub_sql.cpp" @ONLY CONTENT
"#include \"hub/postgres/postgres_hub.hpp\"

const char* const rapport::hub_sql = R\"sql(@hub_sql@)sql\";
")
target_sources(rapport_hub PRIVATE "${CMAKE_BINARY_DIR}/hub_sql.cpp")
