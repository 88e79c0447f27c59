# Run by cpack once it has packed: SHA256SUMS, of what was made now and of the packages made before.
set(sums "")
set(named "")
file(GLOB before "${CPACK_PACKAGE_DIRECTORY}/rapport_*.deb" "${CPACK_PACKAGE_DIRECTORY}/rapport-*.rpm"
     "${CPACK_PACKAGE_DIRECTORY}/rapport-*-linux.tar.gz")
foreach(file IN LISTS CPACK_PACKAGE_FILES before)
  get_filename_component(name "${file}" NAME)
  if(NOT name IN_LIST named)
    file(SHA256 "${file}" sum)
    list(APPEND named "${name}")
    string(APPEND sums "${sum}  ${name}\n")
  endif()
endforeach()
file(WRITE "${CPACK_PACKAGE_DIRECTORY}/SHA256SUMS" "${sums}")
