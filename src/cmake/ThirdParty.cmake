# What rapport is made with: the notices that are installed as THIRD_PARTY, and the versions that
# `rapport --version --verbose` names. A row for each library of Dependencies.cmake (tests/checks/packages).
set(third_party_notices "")
set(third_party_versions "")
set(third_party_licences "")

# rapport_version(RESULT FILE MACRO…): the values of these macros of the first FILE that is there, as 1.2.3.
function(rapport_version RESULT FILES)
  foreach(file IN LISTS FILES)
    if(EXISTS "${file}")
      set(parts "")
      foreach(macro IN LISTS ARGN)
        file(STRINGS "${file}" line REGEX "define +${macro}[ \t]")
        if(line MATCHES "${macro}[ \t]+[(\"]*([0-9.]+)")
          list(APPEND parts "${CMAKE_MATCH_1}")
        endif()
      endforeach()
      list(JOIN parts "." version)
      if(version)
        break()
      endif()
    endif()
  endforeach()
  set(${RESULT} "${version}" PARENT_SCOPE)
endfunction()

# rapport_copyright(RESULT HEADER OTHERWISE): the notices at the top of a header, which has the years of the
# version that is here; OTHERWISE where it is not found or says nothing.
function(rapport_copyright RESULT HEADER OTHERWISE)
  find_file(header "${HEADER}" PATHS ${SQLiteCpp_INCLUDE} ${utf8proc_INCLUDE} NO_CACHE)
  set(notices "")
  if(header)
    file(STRINGS "${header}" lines LIMIT_INPUT 2000 REGEX "Copyright.*[12][0-9][0-9][0-9]")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^.*Copyright(Text:)?( \\(c\\))? *" "Copyright " line "${line}")
      list(APPEND notices "${line}")
    endforeach()
  endif()
  list(JOIN notices "\n  " notices)
  if(NOT notices)
    set(notices "${OTHERWISE}")
  endif()
  set(${RESULT} "${notices}" PARENT_SCOPE)
endfunction()

# rapport_third_party(NAME VERSION LICENCE COPYRIGHT)
macro(rapport_third_party NAME VERSION LICENCE COPYRIGHT)
  string(APPEND third_party_notices "${NAME} ${VERSION} (${LICENCE})\n  ${COPYRIGHT}\n\n")
  string(APPEND third_party_versions "${NAME} ${VERSION}\\n")
  list(APPEND third_party_licences ${LICENCE})
endmacro()

rapport_version(sqlite3_VERSION "${sqlite3_INCLUDE}/sqlite3.h" SQLITE_VERSION)
rapport_version(SQLiteCpp_VERSION "${SQLiteCpp_INCLUDE}/SQLiteCpp/SQLiteCpp.h" SQLITECPP_VERSION)
rapport_version(utf8proc_VERSION "${utf8proc_INCLUDE}/utf8proc.h"
                UTF8PROC_VERSION_MAJOR UTF8PROC_VERSION_MINOR UTF8PROC_VERSION_PATCH)
rapport_version(ical_VERSION "${ical_INCLUDE}/libical/ical.h"
                ICAL_MAJOR_VERSION ICAL_MINOR_VERSION ICAL_PATCH_VERSION)
set(toml_parts TOML_LIB_MAJOR TOML_LIB_MINOR TOML_LIB_PATCH)
set(toml_files version preprocessor)
list(TRANSFORM toml_files REPLACE "(.+)" "${tomlplusplus_INCLUDE}/toml++/impl/\\1.h")
rapport_version(tomlplusplus_VERSION "${toml_files}" ${toml_parts})

rapport_copyright(cli11_notice CLI/CLI.hpp "Copyright University of Cincinnati, developed by Henry Schreiner")
rapport_copyright(sqlitecpp_notice SQLiteCpp/Database.h "Copyright Sebastien Rombauts")
rapport_copyright(json_notice nlohmann/json.hpp "Copyright Niels Lohmann")
rapport_copyright(utf8proc_notice utf8proc.h "Copyright Steven G. Johnson, Jiahao Chen and others")

rapport_third_party(CLI11 "${CLI11_VERSION}" BSD-3-Clause "${cli11_notice}\n  under NSF AWARD 1414736 and by the respective contributors")
rapport_third_party(SQLiteCpp "${SQLiteCpp_VERSION}" MIT "${sqlitecpp_notice} and others")
rapport_third_party(fmt "${fmt_VERSION}" MIT "Copyright 2012-present Victor Zverovich and fmt contributors")
rapport_third_party(ical "${ical_VERSION}" MPL-2.0
  "libical: Copyright 2000-2022 Eric Busboom, Allen Winter and others; under MPL-2.0 or LGPL-2.1")
rapport_third_party(nlohmann_json "${nlohmann_json_VERSION}" MIT
  "${json_notice} and others\n  Its numbers: Copyright 2009 Florian Loitsch; its UTF-8: Copyright 2008-2009 Bjoern Hoehrmann")
rapport_third_party(sqlite3 "${sqlite3_VERSION}" public-domain "SQLite: its authors have given it away")
rapport_third_party(tomlplusplus "${tomlplusplus_VERSION}" MIT
  "Copyright 2020 and later, Mark Gillard\n  Its UTF-8: Copyright 2008-2009 Bjoern Hoehrmann")
rapport_third_party(utf8proc "${utf8proc_VERSION}" MIT
  "${utf8proc_notice}\n  Its tables: Copyright 1991-2007 Unicode, Inc. (Unicode)")
rapport_third_party("${CMAKE_CXX_COMPILER_ID} runtime" "${CMAKE_CXX_COMPILER_VERSION}" GPL-3.0-with-GCC-exception
  "libstdc++ and libgcc, where the compiler is g++: Copyright Free Software Foundation, Inc.")
if(RAPPORT_STATIC)
  execute_process(COMMAND getconf GNU_LIBC_VERSION OUTPUT_VARIABLE libc OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  string(REGEX REPLACE "^glibc " "" libc "${libc}")
  rapport_third_party(glibc "${libc}" LGPL-2.1
    "Copyright Free Software Foundation, Inc.; the sources of rapport link it anew (src/cmake/static/release)")
endif()

file(READ "${CMAKE_SOURCE_DIR}/LICENSE" mit)
string(REGEX REPLACE "^.*\n\n(Permission is)" "\\1" mit "${mit}")
list(APPEND third_party_licences Unicode)
list(REMOVE_DUPLICATES third_party_licences)
list(SORT third_party_licences)
foreach(licence IN LISTS third_party_licences)
  string(APPEND third_party_notices "---- ${licence} ----\n\n")
  if(licence STREQUAL "MIT")
    string(APPEND third_party_notices "${mit}\n")
  else()
    file(READ "${CMAKE_SOURCE_DIR}/src/cmake/licences/${licence}" text)
    string(APPEND third_party_notices "${text}\n")
  endif()
endforeach()
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/THIRD_PARTY" @ONLY CONTENT
"rapport is made with these libraries.

@third_party_notices@")
