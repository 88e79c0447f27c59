# The packages: Debian's and Homebrew's. Release links all but glibc statically, because relocating
# shared libraries is three quarters of the start-up time of a short command.
find_package(PkgConfig)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)

if(NOT RAPPORT_SHARED_LIBRARIES AND NOT APPLE)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a ${CMAKE_FIND_LIBRARY_SUFFIXES})
endif()

# Imports the C or C++ library NAME as target TARGET, found by HEADER.
function(rapport_import TARGET NAME HEADER)
  find_library(${TARGET}_FILE NAMES ${NAME} REQUIRED)
  find_path(${TARGET}_INCLUDE ${HEADER} REQUIRED)
  add_library(${TARGET} INTERFACE)
  target_link_libraries(${TARGET} INTERFACE "${${TARGET}_FILE}")
  target_include_directories(${TARGET} SYSTEM INTERFACE "${${TARGET}_INCLUDE}")
endfunction()

rapport_import(utf8proc_library utf8proc utf8proc.h)
if(utf8proc_library_FILE MATCHES "\\.a$")
  target_compile_definitions(utf8proc_library INTERFACE UTF8PROC_STATIC)
endif()
rapport_import(sqlite3_library sqlite3 sqlite3.h)
rapport_import(sqlitecpp_library SQLiteCpp SQLiteCpp/SQLiteCpp.h)
find_package(Threads REQUIRED)
add_library(SQLiteCpp ALIAS sqlitecpp_library)
target_link_libraries(sqlitecpp_library INTERFACE sqlite3_library Threads::Threads ${CMAKE_DL_LIBS} m)

add_library(fmt_headers INTERFACE)
target_link_libraries(fmt_headers INTERFACE fmt::fmt-header-only)
add_library(json_headers INTERFACE)
target_link_libraries(json_headers INTERFACE nlohmann_json::nlohmann_json)
add_library(cli11_headers INTERFACE)
target_link_libraries(cli11_headers INTERFACE CLI11::CLI11)
