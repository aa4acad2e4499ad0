# CUDA, when CONCORD_CUDA is on: nvcc 11.8 or newer from CUDACXX, PATH, CUDA_PATH, /usr/local/cuda or native/setup-cuda.sh's folder.
# The runtime is linked in, and cuBLAS is loaded when it is needed: the library starts on machines without a driver.
option(CONCORD_CUDA "Build the kernels for NVIDIA graphics processors" OFF)
if(NOT CONCORD_CUDA)
  return()
endif()

if(NOT CMAKE_CUDA_COMPILER AND NOT DEFINED ENV{CUDACXX})
  find_program(CONCORD_NVCC nvcc HINTS ENV CUDA_PATH PATH_SUFFIXES bin
    PATHS /usr/local/cuda/bin "$ENV{CONCORD_CUDA_HOME}/bin" "$ENV{XDG_CACHE_HOME}/concord/cuda-11.8/bin" "$ENV{HOME}/.cache/concord/cuda-11.8/bin")
  if(NOT CONCORD_NVCC)
    message(FATAL_ERROR "nvcc was not found. On Debian: native/setup-cuda.sh fetches it; else install NVIDIA's CUDA toolkit and set CUDACXX to its nvcc.")
  endif()
  set(CMAKE_CUDA_COMPILER "${CONCORD_NVCC}")
endif()

# CUDA 11 takes no host compiler newer than GCC 11; CUDA 12 and 13 take the one that compiles the rest.
if(NOT CMAKE_CUDA_HOST_COMPILER AND NOT DEFINED ENV{CUDAHOSTCXX})
  if(CMAKE_CUDA_COMPILER)
    set(nvcc "${CMAKE_CUDA_COMPILER}")
  else()
    set(nvcc "$ENV{CUDACXX}")
  endif()
  execute_process(COMMAND "${nvcc}" --version OUTPUT_VARIABLE version ERROR_QUIET)
  if(version MATCHES "release 11" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12)
    find_program(CONCORD_GXX11 g++-11 REQUIRED)
    set(CMAKE_CUDA_HOST_COMPILER "${CONCORD_GXX11}")
  else()
    set(CMAKE_CUDA_HOST_COMPILER "${CMAKE_CXX_COMPILER}")
  endif()
endif()

# Machine code for A100 and its relatives and for H100 and H200; newer devices translate the PTX of 90 when they first load it.
if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
  set(CMAKE_CUDA_ARCHITECTURES 80-real 90)
endif()
set(CMAKE_CUDA_STANDARD 17)
set(CMAKE_CUDA_STANDARD_REQUIRED ON)
set(CMAKE_CUDA_RUNTIME_LIBRARY Static)
enable_language(CUDA)
if(CMAKE_CUDA_COMPILER_VERSION VERSION_LESS 11.8)
  message(FATAL_ERROR "nvcc is ${CMAKE_CUDA_COMPILER_VERSION}; CUDA 11.8 or newer is needed.")
endif()

# CMake's own CUDAToolkit package wants the shared runtime too, which nothing here uses.
get_filename_component(toolkit "${CMAKE_CUDA_COMPILER}" DIRECTORY)
find_path(CONCORD_CUDA_INCLUDE_DIR cuda_runtime_api.h HINTS ${CMAKE_CUDA_TOOLKIT_INCLUDE_DIRECTORIES} REQUIRED)
find_library(CONCORD_CUDA_RUNTIME libcudart_static.a HINTS ${CMAKE_CUDA_HOST_IMPLICIT_LINK_DIRECTORIES} "${toolkit}/../lib64"
  "${toolkit}/../targets/x86_64-linux/lib" "${toolkit}/../lib" REQUIRED)
find_package(Threads REQUIRED)
add_library(concord_cuda INTERFACE)
target_include_directories(concord_cuda SYSTEM INTERFACE "${CONCORD_CUDA_INCLUDE_DIR}")
target_link_libraries(concord_cuda INTERFACE "${CONCORD_CUDA_RUNTIME}" Threads::Threads ${CMAKE_DL_LIBS} rt)

# A program that native/gpu-check.sh carries to another machine: it, and the libraries it brings, look for libraries in lib beside it.
function(concord_can_be_carried program)
  set_target_properties(${program} PROPERTIES BUILD_RPATH "$ORIGIN/lib" BUILD_RPATH_USE_ORIGIN ON)
  target_link_options(${program} PRIVATE LINKER:--disable-new-dtags)
endfunction()
