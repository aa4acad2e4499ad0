// A stand-in for the CUDA runtime that runs kernels on the processor, for machines without a graphics processor: the
// same sources, compiled as C++. Blocks run one after the other; the threads of a block are coroutines that switch at
// barriers and shuffles, so that races between barriers do not show, but wrong indices (to AddressSanitizer), wrong
// results and barriers that some threads never reach do.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <type_traits>
#include <utility>

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#define __restrict__ __restrict
#define __shared__ static
#define __launch_bounds__(...)

struct dim3 {
  unsigned x, y, z;
  constexpr dim3(unsigned x_ = 1, unsigned y_ = 1, unsigned z_ = 1) : x(x_), y(y_), z(z_) {}
};
struct alignas(8) uint2 {
  unsigned x, y;
};
struct alignas(16) uint4 {
  unsigned x, y, z, w;
};

inline dim3 gridDim, blockDim, blockIdx, threadIdx;

enum cudaError_t {
  cudaSuccess = 0,
  cudaErrorInvalidValue = 1,
  cudaErrorMemoryAllocation = 2,
  cudaErrorInsufficientDriver = 35,
  cudaErrorNoDevice = 100,
  cudaErrorInvalidDevice = 101,
  cudaErrorNoKernelImageForDevice = 209,
  cudaErrorECCUncorrectable = 214,
  cudaErrorIllegalAddress = 700,
  cudaErrorLaunchFailure = 719,
};
enum cudaMemcpyKind { cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost, cudaMemcpyDeviceToDevice };
using cudaStream_t = void*;
using cudaEvent_t = void*;
constexpr unsigned cudaStreamNonBlocking = 1;

struct cudaDeviceProp {
  char name[256];
  std::size_t totalGlobalMem;
  int major, minor, multiProcessorCount;
};

const char* cudaGetErrorString(cudaError_t status);
cudaError_t cudaGetLastError();
cudaError_t cudaGetDeviceCount(int* count);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device);
cudaError_t cudaDriverGetVersion(int* version);
cudaError_t cudaRuntimeGetVersion(int* version);
cudaError_t cudaSetDevice(int device);
cudaError_t cudaMemGetInfo(std::size_t* free_bytes, std::size_t* total_bytes);
cudaError_t cudaMalloc(void** at, std::size_t bytes);
cudaError_t cudaFree(void* at);
cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, cudaStream_t stream);
cudaError_t cudaMemsetAsync(void* to, int value, std::size_t bytes, cudaStream_t stream);
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags);
cudaError_t cudaStreamDestroy(cudaStream_t stream);
cudaError_t cudaStreamSynchronize(cudaStream_t stream);

namespace emulator {

// Runs `thread` for every thread of every block.
void run_grid(dim3 grid, dim3 block, void (*thread)(void*), void* state);
// Waits until all threads of the block, or of this thread's warp, are here.
void wait_for_block();
void wait_for_warp();
// What the tensor cores of this thread's warp multiply: 16 x 16 elements each.
struct WarpMatrices {
  float a[256], b[256];
};
WarpMatrices& warp_matrices();
// Eight bytes of each lane of this thread's warp.
std::uint64_t& lane_slot(unsigned lane);
unsigned lane();

template <typename T>
T shuffle(T value, unsigned from) {
  static_assert(sizeof(T) <= 8, "a lane's slot has eight bytes");
  std::memcpy(&lane_slot(lane()), &value, sizeof value);
  wait_for_warp();
  std::memcpy(&value, &lane_slot(from), sizeof value);
  wait_for_warp();
  return value;
}

template <typename... Arguments, std::size_t... I>
void call(void (*kernel)(Arguments...), void** arguments, std::index_sequence<I...>) {
  kernel(*static_cast<std::remove_reference_t<Arguments>*>(arguments[I])...);
}

}  // namespace emulator

template <typename... Arguments>
cudaError_t cudaLaunchKernel(void (*kernel)(Arguments...), dim3 grid, dim3 block, void** arguments, std::size_t,
                             cudaStream_t) {
  if (grid.x == 0 || block.x == 0 || block.x * block.y > 1024) return cudaErrorInvalidValue;
  std::pair<void (*)(Arguments...), void**> state{kernel, arguments};
  emulator::run_grid(
      grid, block,
      [](void* at) {
        const auto& work = *static_cast<std::pair<void (*)(Arguments...), void**>*>(at);
        emulator::call(work.first, work.second, std::index_sequence_for<Arguments...>());
      },
      &state);
  return cudaSuccess;
}

inline void __syncthreads() {
  emulator::wait_for_block();
}
inline void __threadfence() {}

template <typename T>
T __shfl_down_sync(unsigned, T value, unsigned delta, int width = 32) {
  const unsigned lane = emulator::lane(), last = lane / width * width + width;
  return emulator::shuffle(value, lane + delta < last ? lane + delta : lane);
}
template <typename T>
T __shfl_xor_sync(unsigned, T value, unsigned mask, int = 32) {
  return emulator::shuffle(value, emulator::lane() ^ mask);
}
template <typename T>
T __shfl_sync(unsigned, T value, unsigned from, int width = 32) {
  return emulator::shuffle(value, emulator::lane() / width * width + from % width);
}

template <typename T>
T atomicAdd(T* at, T value) {
  const T before = *at;
  *at += value;
  return before;
}
template <typename T>
T atomicMin(T* at, T value) {
  const T before = *at;
  if (value < before) *at = value;
  return before;
}
template <typename T>
T __ldcg(const T* at) {
  return *at;
}
inline double __dmul_rn(double a, double b) {
  return a * b;
}
inline double __dadd_rn(double a, double b) {
  return a + b;
}
inline unsigned __float_as_uint(float value) {
  unsigned bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}
inline float __uint_as_float(unsigned bits) {
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}
