# What makes the build quick; nothing here changes the program.
#
# Developers' presets (RAPPORT_PRECOMPILE): headers that nearly every file includes are parsed once for
# each layer, and a fast linker is taken where there is one. A release (RAPPORT_UNITY) compiles the
# files of a layer in batches: its headers are parsed once a batch, and templates compiled once.
option(RAPPORT_PRECOMPILE "Precompile headers and take a fast linker (for developers)" OFF)
option(RAPPORT_UNITY "Compile the files of a layer in batches (for releases)" OFF)

# Files a batch: few enough that a compiler stays far below 1 GiB.
set(RAPPORT_UNITY_BATCH 12)

set(RAPPORT_STD_HEADERS <fmt/format.h> <algorithm> <array> <chrono> <functional> <map> <memory>
    <optional> <set> <string> <variant> <vector>)

# rapport_quick(TARGET HEADER…): HEADERs are those of ours that most files of TARGET include.
function(rapport_quick TARGET)
  if(RAPPORT_PRECOMPILE)
    target_precompile_headers(${TARGET} PRIVATE ${RAPPORT_STD_HEADERS} ${ARGN})
  endif()
  if(RAPPORT_UNITY)
    set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON
                          UNITY_BUILD_BATCH_SIZE ${RAPPORT_UNITY_BATCH})
  endif()
endfunction()

# g++ warns of what is private to a file once that file is part of a batch.
if(RAPPORT_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-subobject-linkage)
endif()

if(RAPPORT_PRECOMPILE)
  foreach(linker mold lld)
    find_program(RAPPORT_${linker} NAMES ${linker} ld.${linker})
    mark_as_advanced(RAPPORT_${linker})
    if(RAPPORT_${linker})
      add_link_options(-fuse-ld=${linker})
      break()
    endif()
  endforeach()
endif()
