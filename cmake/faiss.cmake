# FAISS: its CMake package when there is one (Debian 12, conda, vcpkg, an own build), else the header and library by themselves.
# Defines the target concord_faiss. Point CMAKE_PREFIX_PATH at another FAISS to use that one.
add_library(concord_faiss INTERFACE)
# Its package, where there is one, names OpenMP::OpenMP_CXX without finding it.
find_package(OpenMP REQUIRED COMPONENTS CXX)
option(CONCORD_FAISS_GPU "Link a FAISS that was built for graphics processors" OFF)
if(CONCORD_FAISS_GPU)
  # Its package names CUDA's targets without finding them.
  find_package(CUDAToolkit REQUIRED)
endif()
find_package(faiss CONFIG QUIET)
if(faiss_FOUND)
  target_link_libraries(concord_faiss INTERFACE faiss)
else()
  find_path(FAISS_INCLUDE_DIR faiss/IndexIVFFlat.h)
  find_library(FAISS_LIBRARY NAMES libfaiss.a faiss)
  if(NOT FAISS_INCLUDE_DIR OR NOT FAISS_LIBRARY)
    message(FATAL_ERROR "FAISS was not found. On Debian or Ubuntu: apt-get install libfaiss-dev libopenblas-dev (./setup.sh does).")
  endif()
  find_package(BLAS REQUIRED)
  find_package(LAPACK REQUIRED)
  target_include_directories(concord_faiss SYSTEM INTERFACE "${FAISS_INCLUDE_DIR}")
  target_link_libraries(concord_faiss INTERFACE "${FAISS_LIBRARY}" OpenMP::OpenMP_CXX LAPACK::LAPACK BLAS::BLAS)
endif()
