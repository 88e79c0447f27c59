# Where this copy of rapport comes from, as far as its clone knows: nothing is invented. A packager says
# otherwise by -DRAPPORT_HOMEPAGE=URL, and by DEBFULLNAME and DEBEMAIL.

# rapport_page_of(RESULT ADDRESS): the web page of a repository that is cloned from ADDRESS; empty for
# one on this machine. Names and passwords in an address are left out.
function(rapport_page_of RESULT ADDRESS)
  string(REGEX REPLACE "/+$" "" address "${ADDRESS}")
  string(REGEX REPLACE "\\.git$" "" address "${address}")
  set(page "")
  if(address MATCHES "^https?://([^@/]*@)?([^/@]+/.+)$")
    set(page "https://${CMAKE_MATCH_2}")
  elseif(address MATCHES "^(ssh|git)://([^@/]*@)?([^/:@]+)(:[0-9]+)?/(.+)$")
    set(page "https://${CMAKE_MATCH_3}/${CMAKE_MATCH_5}")
  elseif(address MATCHES "^([^@/:]+@)([^@/:]+):(.+)$")
    set(page "https://${CMAKE_MATCH_2}/${CMAKE_MATCH_3}")
  endif()
  set(${RESULT} "${page}" PARENT_SCOPE)
endfunction()

# rapport_git(RESULT WORD…): what git answers of the sources; empty where they are no clone, though they
# lie in one, and told to root too.
function(rapport_git RESULT)
  execute_process(COMMAND git --git-dir "${CMAKE_SOURCE_DIR}/.git" ${ARGN} OUTPUT_VARIABLE said
                  ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(${RESULT} "${said}" PARENT_SCOPE)
endfunction()

if(NOT DEFINED RAPPORT_HOMEPAGE)
  rapport_git(address remote get-url origin)
  rapport_page_of(RAPPORT_HOMEPAGE "${address}")
endif()

if(CMAKE_SCRIPT_MODE_FILE)  # `cmake -P`, in the folder of the sources
  message("${RAPPORT_HOMEPAGE}")
  return()
endif()

set(RAPPORT_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
if("$ENV{DEBEMAIL}" STREQUAL "")
  rapport_git(RAPPORT_CONTACT log -1 "--format=%an <%ae>")
endif()
if(RAPPORT_CONTACT STREQUAL "")
  set(RAPPORT_CONTACT "The authors of rapport <rapport@localhost>")
endif()

# The time of everything in a package: that of the newest commit.
set(RAPPORT_EPOCH "$ENV{SOURCE_DATE_EPOCH}")
if(RAPPORT_EPOCH STREQUAL "")
  rapport_git(RAPPORT_EPOCH log -1 --format=%ct)
endif()
if(RAPPORT_EPOCH STREQUAL "")
  string(TIMESTAMP RAPPORT_EPOCH "%s" UTC)
endif()
