# Run by cpack once it has packed: SHA256SUMS, beside what was made.
set(sums "")
foreach(file IN LISTS CPACK_PACKAGE_FILES)
  file(SHA256 "${file}" sum)
  get_filename_component(name "${file}" NAME)
  string(APPEND sums "${sum}  ${name}\n")
endforeach()
file(WRITE "${CPACK_PACKAGE_DIRECTORY}/SHA256SUMS" "${sums}")
