#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "ceiling.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>  // compiles this file once for every instruction set
// highway.h must come after foreach_target.h
#include <hwy/highway.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "ceiling.hpp"
#include "core/placement.hpp"
#include "core/simd_level.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::bench::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<float>;
using Vector = hn::Vec<Lanes>;

// Reads `floats` floats as S streams side by side; the sum keeps the compiler from leaving the reads out.
template <std::size_t S>
float read_streams(const float* from, std::size_t floats) {
  const Lanes lanes;
  const std::size_t step = hn::Lanes(lanes);
  const std::size_t each = floats / S / (2 * step) * (2 * step);
  Vector sums[2 * S];
  for (Vector& sum : sums) sum = hn::Zero(lanes);
  for (std::size_t i = 0; i < each; i += 2 * step) {
    for (std::size_t s = 0; s < S; ++s) {
      const float* at = from + s * each + i;
      hwy::Prefetch(at + 512);
      sums[2 * s] = hn::Add(sums[2 * s], hn::Load(lanes, at));
      sums[2 * s + 1] = hn::Add(sums[2 * s + 1], hn::Load(lanes, at + step));
    }
  }
  for (std::size_t s = 1; s < 2 * S; ++s) sums[0] = hn::Add(sums[0], sums[s]);
  return hn::GetLane(hn::SumOfLanes(lanes, sums[0]));
}

float read_on_target(const float* from, std::size_t floats, std::size_t streams) {
  if (streams == 1) return read_streams<1>(from, floats);
  if (streams == 4) return read_streams<4>(from, floats);
  return read_streams<8>(from, floats);
}

// Twelve sums in flight hide the latency of a multiply-add (4 cycles, two issued a cycle) with room to spare. Returns
// the operations done.
double multiply_add_on_target(std::int64_t rounds, float* sink) {
  constexpr std::size_t kSums = 12;
  const Lanes lanes;
  const Vector factor = hn::Set(lanes, *sink);
  Vector sums[kSums];
  for (Vector& sum : sums) sum = factor;
  for (std::int64_t round = 0; round < rounds; ++round) {
    for (Vector& sum : sums) sum = hn::MulAdd(sum, factor, factor);
  }
  for (std::size_t i = 1; i < kSums; ++i) sums[0] = hn::Add(sums[0], sums[i]);
  *sink = hn::GetLane(hn::SumOfLanes(lanes, sums[0]));
  return 2.0 * static_cast<double>(kSums * hn::Lanes(lanes)) * static_cast<double>(rounds);
}

}  // namespace concord::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::bench {

HWY_EXPORT(read_on_target);
HWY_EXPORT(multiply_add_on_target);

// Links the object that reads CONCORD_SIMD, so that the ceiling is that of the level under test.
[[maybe_unused]] static const char* const kLevel = simd_level();

namespace {

constexpr std::size_t kBytes = std::size_t{1} << 30;
constexpr std::int64_t kRounds = 20'000'000;

// Seconds until all of work(0) .. work(threads-1) are done; they start together.
double seconds_of(std::int32_t threads, const std::function<void(std::int32_t)>& work) {
  std::atomic<std::int32_t> waiting{threads};
  std::vector<std::thread> helpers;
  const auto start_together = [&](std::int32_t thread) {
    --waiting;
    while (waiting > 0) std::this_thread::yield();
    work(thread);
  };
  const Placement placement(threads - 1);
  for (std::int32_t thread = 1; thread < threads; ++thread) {
    placement.begin(helpers.emplace_back(start_together, thread), thread);
  }
  --waiting;
  while (waiting > 0) std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  work(0);
  for (std::thread& helper : helpers) helper.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

double read_bandwidth(std::int32_t threads, std::int32_t runs) {
  const std::size_t floats = kBytes / sizeof(float);
  const std::size_t share = floats / static_cast<std::size_t>(threads) / 16 * 16;
  struct Free {
    void operator()(float* at) const { std::free(at); }
  };
  const std::unique_ptr<float[], Free> memory(static_cast<float*>(std::aligned_alloc(1 << 21, kBytes)));
  std::fill_n(memory.get(), floats, 1.0f);
  std::vector<float> sums(static_cast<std::size_t>(threads));
  double best = 0.0;
  for (const std::size_t streams : {1, 4, 8}) {
    for (std::int32_t run = 0; run < runs; ++run) {
      const double seconds = seconds_of(threads, [&](std::int32_t thread) {
        const auto at = static_cast<std::size_t>(thread);
        sums[at] = HWY_DYNAMIC_DISPATCH(read_on_target)(memory.get() + at * share, share, streams);
      });
      best = std::max(best, static_cast<double>(share * sizeof(float)) * threads / seconds);
    }
  }
  return best;
}

double multiply_add_rate(std::int32_t threads, std::int32_t runs) {
  std::vector<double> done(static_cast<std::size_t>(threads));
  double best = 0.0;
  for (std::int32_t run = 0; run < runs; ++run) {
    const double seconds = seconds_of(threads, [&](std::int32_t thread) {
      float sink = 0.5f;
      done[static_cast<std::size_t>(thread)] = HWY_DYNAMIC_DISPATCH(multiply_add_on_target)(kRounds, &sink);
    });
    double all = 0.0;
    for (const double one : done) all += one;
    best = std::max(best, all / seconds);
  }
  return best;
}

}  // namespace concord::bench
#endif
