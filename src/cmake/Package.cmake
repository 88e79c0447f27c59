# Packages, in a release build's folder: `cpack -G DEB` for Debian, `cpack -G RPM` for Fedora and openSUSE;
# and of the preset `static`, `cpack -G TGZ`, for every Linux. What a package has in another place than
# `cmake --install`, PackageLayout.cmake moves there.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rapport)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "the rapport authors")
set(CPACK_PACKAGE_CONTACT "${RAPPORT_CONTACT}")
set(CPACK_RAPPORT_EPOCH "${RAPPORT_EPOCH}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "customer-contact tracker for product managers")
set(CPACK_PACKAGE_DESCRIPTION
"Log a customer visit or call in one short line; rapport keeps it in a local
file and says at any moment how you stand against the cadence that good
coaches ask for: fifteen visits to get started, then three hours with
customers every week. Every change is kept in a history and can be undone.
Nothing ever uses the network.")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/PackageLayout.cmake")
set(CPACK_POST_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/Checksums.cmake")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE "${RAPPORT_HOMEPAGE}")
# libical is loaded when a calendar is read: its name before and after the change of time_t. It brings
# ICU along, so it is not taken without being asked for.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "less")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libical3t64 | libical3, libpq5, bash-completion, man-db")

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}")
set(CPACK_RPM_SPEC_MORE_DEFINE "%define _build_id_links none")
set(CPACK_RPM_PACKAGE_LICENSE MIT)
set(CPACK_RPM_PACKAGE_URL "${RAPPORT_HOMEPAGE}")
set(CPACK_RPM_PACKAGE_SUGGESTS "libical, libpq, less, bash-completion")
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /usr/share/man /usr/share/man/man1 /usr/share/man/man5 /usr/share/man/man7 /usr/share/doc
    /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/zsh
    /usr/share/zsh/site-functions /usr/share/fish /usr/share/fish/vendor_completions.d)

if(RAPPORT_STATIC)
  string(TOLOWER "${CMAKE_SYSTEM_NAME}" system)
  set(CPACK_PACKAGE_FILE_NAME "rapport-${PROJECT_VERSION}-${CMAKE_SYSTEM_PROCESSOR}-${system}")
endif()
include(CPack)
