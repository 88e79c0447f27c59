# The packages: Debian's and Homebrew's. Release links all but glibc statically, because relocating
# shared libraries is three quarters of the start-up time of a short command.
set(missing_packages "")

# Remembers that a library was not found, so that one message can name all that are missing.
macro(rapport_missing LIBRARY DEBIAN HOMEBREW)
  string(APPEND missing_packages "  ${LIBRARY} (Debian: ${DEBIAN}, Homebrew: ${HOMEBREW})\n")
endmacro()

# rapport_package(NAME DEBIAN HOMEBREW): finds a library that brings its own CMake files.
macro(rapport_package NAME DEBIAN HOMEBREW)
  find_package(${NAME} QUIET)
  if(NOT ${NAME}_FOUND)
    rapport_missing(${NAME} ${DEBIAN} ${HOMEBREW})
  endif()
endmacro()

# rapport_library(NAME HEADER DEBIAN HOMEBREW): finds library NAME by HEADER, as target
# NAME_library. The archive comes first where one is wanted.
macro(rapport_library NAME HEADER DEBIAN HOMEBREW)
  if(RAPPORT_SHARED_LIBRARIES OR APPLE)
    find_library(${NAME}_FILE NAMES ${NAME})
  else()
    find_library(${NAME}_FILE NAMES lib${NAME}.a ${NAME})
  endif()
  find_path(${NAME}_INCLUDE ${HEADER})
  mark_as_advanced(${NAME}_FILE ${NAME}_INCLUDE)
  add_library(${NAME}_library INTERFACE)
  if(${NAME}_FILE AND ${NAME}_INCLUDE)
    target_link_libraries(${NAME}_library INTERFACE "${${NAME}_FILE}")
    target_include_directories(${NAME}_library SYSTEM INTERFACE "${${NAME}_INCLUDE}")
  else()
    rapport_missing(${NAME} ${DEBIAN} ${HOMEBREW})
  endif()
endmacro()

# rapport_headers(NAME HEADER DEBIAN HOMEBREW): finds the headers of a library that is all headers, or
# loaded on first use, as target NAME_headers. Nothing is linked.
macro(rapport_headers NAME HEADER DEBIAN HOMEBREW)
  find_path(${NAME}_INCLUDE ${HEADER})
  mark_as_advanced(${NAME}_INCLUDE)
  add_library(${NAME}_headers INTERFACE)
  if(${NAME}_INCLUDE)
    target_include_directories(${NAME}_headers SYSTEM INTERFACE "${${NAME}_INCLUDE}")
  else()
    rapport_missing(${NAME} ${DEBIAN} ${HOMEBREW})
  endif()
endmacro()

rapport_package(fmt libfmt-dev fmt)
rapport_package(CLI11 libcli11-dev cli11)
rapport_package(nlohmann_json nlohmann-json3-dev nlohmann-json)
rapport_library(utf8proc utf8proc.h libutf8proc-dev utf8proc)
rapport_library(sqlite3 sqlite3.h libsqlite3-dev sqlite)
rapport_library(SQLiteCpp SQLiteCpp/SQLiteCpp.h libsqlitecpp-dev sqlitecpp)
# Loaded on first use, since it brings ICU along, except where nothing can be loaded, or by its path alone.
if(RAPPORT_STATIC OR APPLE)
  rapport_library(ical libical/ical.h libical-dev libical)
  add_library(ical_headers ALIAS ical_library)
  target_compile_definitions(ical_library INTERFACE RAPPORT_LINKS_ICAL)
else()
  rapport_headers(ical libical/ical.h libical-dev libical)
  target_link_libraries(ical_headers INTERFACE ${CMAKE_DL_LIBS})
endif()
rapport_headers(tomlplusplus toml++/toml.h libtomlplusplus-dev tomlplusplus)
if(RAPPORT_TESTS)
  rapport_package(doctest doctest-dev doctest)
endif()

if(missing_packages)
  message(FATAL_ERROR "These libraries were not found:\n${missing_packages}"
          "./install (and ./check, for the tests) install what is missing.")
endif()

if(utf8proc_FILE MATCHES "\\.a$")
  target_compile_definitions(utf8proc_library INTERFACE UTF8PROC_STATIC)
endif()
find_package(Threads REQUIRED)
target_link_libraries(sqlite3_library INTERFACE Threads::Threads m)
if(NOT RAPPORT_STATIC)
  target_link_libraries(sqlite3_library INTERFACE ${CMAKE_DL_LIBS})
endif()
target_link_libraries(SQLiteCpp_library INTERFACE sqlite3_library)
add_library(SQLiteCpp ALIAS SQLiteCpp_library)

# fmt is compiled once, from its own headers, by a source of ours; where that source does not fit the
# version of fmt, every file compiles what it uses.
add_library(fmt_headers INTERFACE)
if(fmt_VERSION VERSION_GREATER_EQUAL 11 AND fmt_VERSION VERSION_LESS 12)
  # It takes malloc for granted, which other headers of libc++ 21 no longer bring along.
  target_compile_options(fmt_headers INTERFACE "SHELL:-include cstdlib")
endif()
if(RAPPORT_SHARED_LIBRARIES)
  target_link_libraries(fmt_headers INTERFACE fmt::fmt)
else()
  get_target_property(fmt_include fmt::fmt-header-only INTERFACE_INCLUDE_DIRECTORIES)
  try_compile(RAPPORT_FMT_ONCE "${CMAKE_BINARY_DIR}/fmt"
              SOURCES "${CMAKE_SOURCE_DIR}/src/cmake/fmt/fmt.cpp" "${CMAKE_SOURCE_DIR}/src/cmake/fmt/try.cpp"
              CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${fmt_include}"
              CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
  if(RAPPORT_FMT_ONCE)
    add_library(rapport_fmt STATIC src/cmake/fmt/fmt.cpp)
    target_include_directories(rapport_fmt SYSTEM PUBLIC ${fmt_include})
    target_link_libraries(fmt_headers INTERFACE rapport_fmt)
  else()
    target_link_libraries(fmt_headers INTERFACE fmt::fmt-header-only)
  endif()
endif()
add_library(json_headers INTERFACE)
target_link_libraries(json_headers INTERFACE nlohmann_json::nlohmann_json)
add_library(cli11_headers INTERFACE)
target_link_libraries(cli11_headers INTERFACE CLI11::CLI11)
