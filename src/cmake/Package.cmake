# `cpack -G DEB` in a release build makes a package for Debian: build/release/rapport_VERSION_ARCH.deb.
# What a package has in another place than `cmake --install`, DebianLayout.cmake moves there.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rapport)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The authors of rapport <rapport@example.org>")
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
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/DebianLayout.cmake")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Loaded when a calendar is read: the name before and after the change of time_t.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libical3t64 | libical3, less")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion, man-db")
include(CPack)
