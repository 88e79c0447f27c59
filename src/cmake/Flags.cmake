# One set of flags for everything of ours: strict, hardened, position independent.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -fstack-protector-strong)
# g++ 12 warns of code inside its own std::string and std::variant when it optimises.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)
endif()
# Warnings are errors for who works on rapport, not for who installs it with a newer compiler.
option(RAPPORT_WERROR "Warnings are errors" ${RAPPORT_TESTS})
if(RAPPORT_WERROR)
  add_compile_options(-Werror)
endif()
# Everything ends in an executable: PIE, which unlike PIC lets the compiler inline across functions.
if(NOT APPLE)
  add_compile_options(-fPIE -fno-plt)
  if(RAPPORT_STATIC)
    add_link_options(-static-pie)
    add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)  # the same file, wherever it is made
  else()
    add_link_options(-pie)
  endif()
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")  # -O3 makes it larger and slower to build, not faster
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS
                      -ffunction-sections -fdata-sections)
endif()

set(RAPPORT_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=: address,undefined")
if(RAPPORT_SANITIZE)
  add_compile_options(-fsanitize=${RAPPORT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${RAPPORT_SANITIZE})
endif()

# Instrumented throughout; tests/fuzz links the driver.
if(RAPPORT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Packed relocations take a third of the time of others; older linkers do not know them.
include(CheckLinkerFlag)
check_linker_flag(CXX -Wl,-z,pack-relative-relocs RAPPORT_LINKER_PACKS)

# What an executable that people install is linked with.
function(rapport_harden TARGET)
  if(APPLE)
    return()
  endif()
  target_link_options(${TARGET} PRIVATE -Wl,-z,relro,-z,now)
  if(RAPPORT_LINKER_PACKS AND NOT RAPPORT_PRECOMPILE)
    target_link_options(${TARGET} PRIVATE -Wl,-z,pack-relative-relocs)
  endif()
  if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT RAPPORT_SANITIZE)
    target_link_options(${TARGET} PRIVATE -Wl,--gc-sections -s)
    if(NOT RAPPORT_SHARED_LIBRARIES AND NOT RAPPORT_STATIC)
      target_link_options(${TARGET} PRIVATE -static-libstdc++ -static-libgcc)
    endif()
  endif()
endfunction()

# Designated initialisers leave out what has a default on purpose; only g++ complains.
add_compile_options(-Wno-missing-field-initializers)
