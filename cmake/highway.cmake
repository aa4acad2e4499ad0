# Google Highway: one source of a kernel, compiled for every instruction set and chosen at run time.
find_path(HIGHWAY_INCLUDE_DIR hwy/highway.h)
find_library(HIGHWAY_LIBRARY NAMES hwy)
if(NOT HIGHWAY_INCLUDE_DIR OR NOT HIGHWAY_LIBRARY)
  message(FATAL_ERROR "Google Highway was not found. On Debian or Ubuntu: apt-get install libhwy-dev (./setup.sh does).")
endif()
add_library(concord_highway INTERFACE)
target_include_directories(concord_highway SYSTEM INTERFACE "${HIGHWAY_INCLUDE_DIR}")
target_link_libraries(concord_highway INTERFACE "${HIGHWAY_LIBRARY}")
