# Run by cpack before it packs: puts what was installed where each kind of package wants it, with one
# time for all, so that the same sources make the same package.
set(ENV{SOURCE_DATE_EPOCH} "${CPACK_RAPPORT_EPOCH}")
set(here "${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
if(CPACK_GENERATOR STREQUAL "DEB")
  set(share "${here}/usr/share")
  file(MAKE_DIRECTORY "${share}/zsh/vendor-completions")
  file(RENAME "${share}/zsh/site-functions/_rapport" "${share}/zsh/vendor-completions/_rapport")
  file(REMOVE_RECURSE "${share}/zsh/site-functions")
  set(doc "${share}/doc/rapport")
  file(READ "${doc}/LICENSE" licence)
  file(READ "${doc}/THIRD_PARTY" third_party)
  file(WRITE "${doc}/copyright" "${licence}\n${third_party}")
  file(REMOVE "${doc}/LICENSE" "${doc}/THIRD_PARTY")
  file(RENAME "${doc}/CHANGELOG.md" "${doc}/changelog")
  string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # of SOURCE_DATE_EPOCH
  file(WRITE "${doc}/changelog.Debian"
"rapport (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * What is new: changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  file(GLOB pages "${share}/man/man*/*")
  execute_process(COMMAND gzip -9 -n ${pages} "${doc}/changelog" "${doc}/changelog.Debian"
                  COMMAND_ERROR_IS_FATAL ANY)
elseif(CPACK_GENERATOR STREQUAL "TGZ")
  file(COPY "${CMAKE_CURRENT_LIST_DIR}/static/install" DESTINATION "${here}")
endif()
execute_process(COMMAND find "${here}" -exec touch -h -d "@${CPACK_RAPPORT_EPOCH}" {} +
                COMMAND_ERROR_IS_FATAL ANY)
