# Run by cpack before it packs: puts what was installed where Debian's policy wants it.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
set(share "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share")
file(MAKE_DIRECTORY "${share}/zsh/vendor-completions")
file(RENAME "${share}/zsh/site-functions/_rapport" "${share}/zsh/vendor-completions/_rapport")
file(REMOVE_RECURSE "${share}/zsh/site-functions")
file(RENAME "${share}/doc/rapport/LICENSE" "${share}/doc/rapport/copyright")
file(RENAME "${share}/doc/rapport/CHANGELOG.md" "${share}/doc/rapport/changelog")
file(GLOB pages "${share}/man/man*/*")
execute_process(COMMAND gzip -9 -n ${pages} "${share}/doc/rapport/changelog"
                COMMAND_ERROR_IS_FATAL ANY)
