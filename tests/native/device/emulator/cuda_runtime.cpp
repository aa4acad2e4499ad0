#include "cuda_runtime.h"

#include <ucontext.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace emulator {
namespace {

constexpr std::size_t kStackBytes = 64 * 1024;

struct Barrier {
  unsigned arrived = 0;
  unsigned generation = 0;
};

struct Fiber {
  ucontext_t context;
  std::unique_ptr<char[]> stack{new char[kStackBytes]};
  dim3 index;
  unsigned warp = 0;
  unsigned lane = 0;
  bool done = false;
};

std::vector<Fiber> fibers;
std::vector<Barrier> warps;
std::vector<std::uint64_t> slots;
std::vector<WarpMatrices> matrices;
Barrier block_barrier;
ucontext_t scheduler;
std::size_t current = 0;
unsigned threads = 0;
bool progressed = false;
void (*body)(void*) = nullptr;
void* body_state = nullptr;

#if defined(__SANITIZE_ADDRESS__)
const void* scheduler_stack = nullptr;
std::size_t scheduler_size = 0;
#endif

// Tells AddressSanitizer which stack comes next.
template <typename Switch>
void switched(const void* stack, std::size_t size, bool dies, Switch change) {
#if defined(__SANITIZE_ADDRESS__)
  void* saved = nullptr;
  __sanitizer_start_switch_fiber(dies ? nullptr : &saved, stack, size);
  change();
  __sanitizer_finish_switch_fiber(saved, nullptr, nullptr);
#else
  static_cast<void>(stack), static_cast<void>(size), static_cast<void>(dies);
  change();
#endif
}

void to_scheduler(bool dies) {
#if defined(__SANITIZE_ADDRESS__)
  switched(scheduler_stack, scheduler_size, dies, [] { swapcontext(&fibers[current].context, &scheduler); });
#else
  switched(nullptr, 0, dies, [] { swapcontext(&fibers[current].context, &scheduler); });
#endif
}

void enter() {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_finish_switch_fiber(nullptr, &scheduler_stack, &scheduler_size);
#endif
  body(body_state);
  fibers[current].done = true;
  progressed = true;
  to_scheduler(true);
}

void wait(Barrier& barrier, unsigned participants) {
  if (++barrier.arrived == participants) {
    barrier.arrived = 0;
    ++barrier.generation;
    progressed = true;
    return;
  }
  const unsigned generation = barrier.generation;
  while (barrier.generation == generation) to_scheduler(false);
}

void prepare(Fiber& fiber, unsigned number, dim3 block) {
  fiber.index = dim3(number % block.x, number / block.x);
  fiber.warp = number / 32;
  fiber.lane = number % 32;
  fiber.done = false;
  getcontext(&fiber.context);
  fiber.context.uc_stack.ss_sp = fiber.stack.get();
  fiber.context.uc_stack.ss_size = kStackBytes;
  fiber.context.uc_link = nullptr;
  makecontext(&fiber.context, enter, 0);
}

void run_block() {
  std::size_t left = fibers.size();
  while (left > 0) {
    progressed = false;
    for (current = 0; current < fibers.size(); ++current) {
      Fiber& fiber = fibers[current];
      if (fiber.done) continue;
      threadIdx = fiber.index;
      switched(fiber.stack.get(), kStackBytes, false, [&] { swapcontext(&scheduler, &fiber.context); });
      if (fiber.done) --left;
    }
    if (!progressed) {
      std::fprintf(stderr, "a barrier was not reached by all threads of block %u\n", blockIdx.x);
      std::abort();
    }
  }
}

}  // namespace

void run_grid(dim3 grid, dim3 block, void (*thread)(void*), void* state) {
  // One kernel at a time, whatever threads launch them.
  static std::mutex running;
  const std::lock_guard<std::mutex> lock(running);
  threads = block.x * block.y;
  body = thread;
  body_state = state;
  gridDim = grid;
  blockDim = block;
  fibers = std::vector<Fiber>(threads);
  slots.assign(threads + 31, 0);
  matrices.resize((threads + 31) / 32);
  for (unsigned y = 0; y < grid.y; ++y) {
    for (unsigned x = 0; x < grid.x; ++x) {
      blockIdx = dim3(x, y);
      block_barrier = {};
      warps.assign((threads + 31) / 32, {});
      for (unsigned i = 0; i < threads; ++i) prepare(fibers[i], i, block);
      run_block();
    }
  }
}

void wait_for_block() {
  wait(block_barrier, threads);
  threadIdx = fibers[current].index;
}

void wait_for_warp() {
  const unsigned warp = fibers[current].warp;
  wait(warps[warp], std::min(32u, threads - warp * 32));
  threadIdx = fibers[current].index;
}

std::uint64_t& lane_slot(unsigned lane) {
  return slots[fibers[current].warp * 32 + lane];
}
WarpMatrices& warp_matrices() {
  return matrices[fibers[current].warp];
}
unsigned lane() {
  return fibers[current].lane;
}

}  // namespace emulator

const char* cudaGetErrorString(cudaError_t) {
  return "emulated error";
}
cudaError_t cudaGetLastError() {
  return cudaSuccess;
}

cudaError_t cudaGetDeviceCount(int* count) {
  *count = 2;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int) {
  std::snprintf(properties->name, sizeof properties->name, "emulated");
  properties->totalGlobalMem = std::size_t{1} << 30;
  properties->major = 8;
  properties->minor = 0;
  properties->multiProcessorCount = 2;
  return cudaSuccess;
}

cudaError_t cudaDriverGetVersion(int* version) {
  *version = 11080;
  return cudaSuccess;
}
cudaError_t cudaRuntimeGetVersion(int* version) {
  return cudaDriverGetVersion(version);
}
cudaError_t cudaSetDevice(int device) {
  return device == 0 || device == 1 ? cudaSuccess : cudaErrorInvalidDevice;
}

cudaError_t cudaMemGetInfo(std::size_t* free_bytes, std::size_t* total_bytes) {
  *free_bytes = *total_bytes = std::size_t{1} << 30;
  return cudaSuccess;
}

cudaError_t cudaMalloc(void** at, std::size_t bytes) {
  // Exactly so many bytes: AddressSanitizer sees what is read behind them.
  if (posix_memalign(at, 256, bytes) != 0) return cudaErrorMemoryAllocation;
  std::memset(*at, 0xCD, bytes);
  return cudaSuccess;
}
cudaError_t cudaFree(void* at) {
  std::free(at);
  return cudaSuccess;
}
cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind, cudaStream_t) {
  if (bytes > 0) std::memcpy(to, from, bytes);
  return cudaSuccess;
}
cudaError_t cudaMemsetAsync(void* to, int value, std::size_t bytes, cudaStream_t) {
  if (bytes > 0) std::memset(to, value, bytes);
  return cudaSuccess;
}
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) {
  *stream = nullptr;
  return cudaSuccess;
}
cudaError_t cudaStreamDestroy(cudaStream_t) {
  return cudaSuccess;
}
cudaError_t cudaStreamSynchronize(cudaStream_t) {
  return cudaSuccess;
}
