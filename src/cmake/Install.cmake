# The binary, its man pages, its documents, and its completions where bash, zsh and fish look for them.
install(TARGETS rapport RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

foreach(section 1 5 7)
  file(GLOB man_pages CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/man/*.${section}")
  install(FILES ${man_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

install(FILES README.md CHANGELOG.md LICENSE "${CMAKE_BINARY_DIR}/THIRD_PARTY" DESTINATION ${CMAKE_INSTALL_DOCDIR})

# rapport_completion(FILE FOLDER AS): installs completions/FILE, where it exists.
function(rapport_completion FILE FOLDER AS)
  file(GLOB found CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/completions/${FILE}")
  if(found)
    install(FILES ${found} DESTINATION ${CMAKE_INSTALL_DATADIR}/${FOLDER} RENAME ${AS})
  endif()
endfunction()

rapport_completion(rapport.bash bash-completion/completions rapport)
rapport_completion(_rapport zsh/site-functions _rapport)
rapport_completion(rapport.fish fish/vendor_completions.d rapport.fish)
