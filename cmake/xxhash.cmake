# xxHash, header only: XXH3-64 is the checksum of every file.
find_path(XXHASH_INCLUDE_DIR xxhash.h)
if(NOT XXHASH_INCLUDE_DIR)
  message(FATAL_ERROR "xxHash was not found. On Debian or Ubuntu: apt-get install libxxhash-dev (./setup.sh does).")
endif()
add_library(concord_xxhash INTERFACE)
target_include_directories(concord_xxhash SYSTEM INTERFACE "${XXHASH_INCLUDE_DIR}")
