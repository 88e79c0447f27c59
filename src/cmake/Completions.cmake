# Compiles the scripts of completions/ into the commands as `shell_scripts`, so that the binary prints
# exactly what is installed.
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
