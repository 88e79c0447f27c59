# Texts that are compiled into the commands.

# The scripts of completions/ as `shell_scripts`, so that the binary prints exactly what is installed.
set(shell_files bash rapport.bash zsh _rapport fish rapport.fish)
set(shell_rows "")
while(shell_files)
  list(POP_FRONT shell_files shell file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
               "${CMAKE_SOURCE_DIR}/completions/${file}")
  file(READ "${CMAKE_SOURCE_DIR}/completions/${file}" text)
  string(APPEND shell_rows "    {\"${shell}\", R\"script(${text})script\"},\n")
endwhile()
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/shell_scripts.cpp" @ONLY CONTENT
"#include \"command/about/completion.hpp\"

namespace rapport {
namespace {
constexpr ShellScript scripts[] = {
@shell_rows@};
}  // namespace

std::span<const ShellScript> shell_scripts() { return scripts; }

}  // namespace rapport
")
target_sources(rapport_command PRIVATE "${CMAKE_BINARY_DIR}/shell_scripts.cpp")

# compile_text(LAYER NAME FILE): the text of FILE as `NAME()`, a part of it for each paragraph, since
# compilers only promise to take strings of 64 KiB.
function(compile_text LAYER NAME FILE)
  set(path "${CMAKE_SOURCE_DIR}/src/${LAYER}/${FILE}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
  file(READ "${path}" text)
  string(REPLACE "\n\n" "\n\n)text\",\n    R\"text(" text "${text}")
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${NAME}.cpp" @ONLY CONTENT
"#include <span>
#include <string_view>

namespace rapport {
namespace {
constexpr std::string_view @NAME@_parts[] = {
    R\"text(@text@)text\"};
}  // namespace

std::span<const std::string_view> @NAME@() { return @NAME@_parts; }

}  // namespace rapport
")
  target_sources(rapport_${LAYER} PRIVATE "${CMAKE_BINARY_DIR}/${NAME}.cpp")
endfunction()

compile_text(command demo_script book/demo.txt)       # what `rapport demo` plays
compile_text(command topics_script about/topics.txt)  # what `rapport help TOPIC` explains
compile_text(command schemas_script about/schemas.txt)  # what reports print as JSON
compile_text(domain mail_providers matching/mail_providers.txt)  # where everybody has an address
