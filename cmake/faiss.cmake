# FAISS: its CMake package when there is one (Debian 12, conda, vcpkg, an own build), else the header and library by themselves.
# Defines the target concord_faiss. Point CMAKE_PREFIX_PATH at another FAISS to use that one.
add_library(concord_faiss INTERFACE)
# Its package, where there is one, names OpenMP::OpenMP_CXX without finding it.
find_package(OpenMP REQUIRED COMPONENTS CXX)
option(CONCORD_FAISS_GPU "Link a FAISS that was built for graphics processors" OFF)
if(CONCORD_FAISS_GPU)
  # What native/build-faiss-gpu.sh built, an active conda environment, and vcpkg without its toolchain file; one's own build by CMAKE_PREFIX_PATH, before these.
  file(GLOB vcpkg "$ENV{VCPKG_ROOT}/installed/*-linux*")
  list(APPEND CMAKE_PREFIX_PATH $ENV{CONCORD_FAISS_HOME} $ENV{CONDA_PREFIX} ${vcpkg} "$ENV{XDG_CACHE_HOME}/concord/faiss-gpu" "$ENV{HOME}/.cache/concord/faiss-gpu")
endif()
# The package that was found under the other setting is another one.
if(DEFINED CONCORD_FAISS_GPU_FOUND AND NOT CONCORD_FAISS_GPU STREQUAL CONCORD_FAISS_GPU_FOUND)
  unset(faiss_DIR CACHE)
  unset(CONCORD_FAISS_GPU_INCLUDE_DIR CACHE)
endif()
find_package(faiss CONFIG QUIET)
if(CONCORD_FAISS_GPU)
  # The package that was found may be one for processors; headers alone (build-faiss-gpu.sh headers) are none. lib/cmake/faiss, or vcpkg's share/faiss.
  find_path(CONCORD_FAISS_GPU_INCLUDE_DIR faiss/gpu/GpuIndexIVFFlat.h NO_DEFAULT_PATH
    PATHS "${faiss_DIR}/../../../include" "${faiss_DIR}/../../include")
  if(NOT CONCORD_FAISS_GPU_INCLUDE_DIR)
    message(FATAL_ERROR "No FAISS built for graphics processors was found (FAISS's package: ${faiss_DIR}). "
      "native/build-faiss-gpu.sh builds it; conda's faiss-gpu and vcpkg's faiss[gpu] serve too, and CMAKE_PREFIX_PATH names any other.")
  endif()
  # A static FAISS asks its users for CUDA's shared libraries: the runtime that is linked in already serves, and cuBLAS is opened when it is needed
  # (native/src/device/faiss_cublas.cpp).
  get_target_property(kind faiss TYPE)
  if(kind STREQUAL "STATIC_LIBRARY")
    set(CONCORD_FAISS_STATIC ON)
    get_target_property(links faiss INTERFACE_LINK_LIBRARIES)
    list(FILTER links EXCLUDE REGEX "CUDA::(cudart|cublas)(_static)?>?$")
    list(APPEND links concord_cuda)
    set_target_properties(faiss PROPERTIES INTERFACE_LINK_LIBRARIES "${links}")
  endif()
endif()
set(CONCORD_FAISS_GPU_FOUND "${CONCORD_FAISS_GPU}" CACHE INTERNAL "The setting that FAISS was found under")
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
