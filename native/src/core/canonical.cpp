// One addition waits for the one before, so a pair alone leaves the processor idle three cycles of four. kPairs sums
// run side by side, one in each lane: the terms of a pair are computed as a vector of dimensions, and as many vectors
// as there are lanes are turned into vectors of pairs before they are added.
//
// Compiled with -ffp-contract=off, and written without fused multiply-add.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/canonical.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/canonical.hpp"
#include "core/simd_level.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::CappedTag<double, 8>;
using Vector = hn::Vec<Doubles>;
constexpr std::int64_t kLanes = hn::MaxLanes(Doubles());
constexpr std::int64_t kPairs = 16;
constexpr std::int64_t kGroups = kPairs / kLanes;

// v[i] holds kLanes dimensions of pair i; afterwards v[i] holds dimension i of kLanes pairs.
HWY_INLINE void transpose([[maybe_unused]] Vector (&v)[kLanes]) {
#if HWY_TARGET != HWY_SCALAR
  for (std::int64_t i = 0; i + 1 < kLanes; i += 2) {
    const Vector even = hn::InterleaveLower(Doubles(), v[i], v[i + 1]);
    v[i + 1] = hn::InterleaveUpper(Doubles(), v[i], v[i + 1]);
    v[i] = even;
  }
#endif
#if HWY_MAX_BYTES >= 32
  if constexpr (kLanes == 4) {
    for (std::int64_t i = 0; i < 2; ++i) {
      const Vector low = hn::ConcatLowerLower(Doubles(), v[i + 2], v[i]);
      v[i + 2] = hn::ConcatUpperUpper(Doubles(), v[i + 2], v[i]);
      v[i] = low;
    }
  }
#endif
#if HWY_MAX_BYTES >= 64
  if constexpr (kLanes == 8) {
    for (std::int64_t i = 0; i < 2; ++i) {
      Vector blocks[4];
      for (std::int64_t half = 0; half < 2; ++half) {
        const Vector a = v[i + 4 * half], b = v[i + 4 * half + 2];
        blocks[2 * half] = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(b), a);
        blocks[2 * half + 1] = hn::OddEvenBlocks(b, hn::SwapAdjacentBlocks(a));
      }
      v[i] = hn::ConcatLowerLower(Doubles(), blocks[2], blocks[0]);
      v[i + 2] = hn::ConcatLowerLower(Doubles(), blocks[3], blocks[1]);
      v[i + 4] = hn::ConcatUpperUpper(Doubles(), blocks[2], blocks[0]);
      v[i + 6] = hn::ConcatUpperUpper(Doubles(), blocks[3], blocks[1]);
    }
  }
#endif
}

template <Metric metric>
HWY_INLINE Vector terms_at(const float* x, const float* y) {
  const hn::Rebind<float, Doubles> narrow;
  const Vector a = hn::PromoteTo(Doubles(), hn::LoadU(narrow, x)), b = hn::PromoteTo(Doubles(), hn::LoadU(narrow, y));
  if constexpr (metric == Metric::kInnerProduct) return hn::Mul(a, b);
  const Vector difference = hn::Sub(a, b);
  return hn::Mul(difference, difference);
}

template <Metric metric>
double term(float x, float y) {
  if (metric == Metric::kInnerProduct) return static_cast<double>(x) * y;
  const double difference = static_cast<double>(x) - y;
  return difference * difference;
}

template <Metric metric>
void add_pairs(const float* const* x, const float* const* y, std::int64_t d, double* sums) {
  Vector totals[kGroups];
  for (Vector& total : totals) total = hn::Zero(Doubles());
  std::int64_t k = 0;
  for (; k + kLanes <= d; k += kLanes) {
    for (std::int64_t group = 0; group < kGroups; ++group) {
      Vector terms[kLanes];
      for (std::int64_t i = 0; i < kLanes; ++i) {
        terms[i] = terms_at<metric>(x[group * kLanes + i] + k, y[group * kLanes + i] + k);
      }
      transpose(terms);
      for (const Vector& of_pairs : terms) totals[group] = hn::Add(totals[group], of_pairs);
    }
  }
  for (std::int64_t group = 0; group < kGroups; ++group) {
    hn::StoreU(totals[group], Doubles(), sums + group * kLanes);
  }
  for (; k < d; ++k) {
    for (std::int64_t i = 0; i < kPairs; ++i) sums[i] += term<metric>(x[i][k], y[i][k]);
  }
}

void canonical_keys_on_target(Metric metric, const float* const* x, const float* const* y, std::int64_t d,
                              std::int64_t count, float* keys) {
  for (std::int64_t first = 0; first < count; first += kPairs) {
    const float *of_x[kPairs], *of_y[kPairs];
    for (std::int64_t i = 0; i < kPairs; ++i) {
      of_x[i] = x[std::min(first + i, count - 1)];
      of_y[i] = y[std::min(first + i, count - 1)];
    }
    double sums[kPairs];
    metric == Metric::kL2 ? add_pairs<Metric::kL2>(of_x, of_y, d, sums)
                          : add_pairs<Metric::kInnerProduct>(of_x, of_y, d, sums);
    for (std::int64_t i = 0; i < std::min(kPairs, count - first); ++i) {
      const bool is_number = !std::isnan(sums[i]);
      keys[first + i] = is_number ? key_of(metric, rounded_sum(sums[i])) : std::numeric_limits<float>::infinity();
    }
  }
}

}  // namespace concord::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord {

HWY_EXPORT(canonical_keys_on_target);

// Links the object that reads CONCORD_SIMD as the program starts.
[[maybe_unused]] static const char* const kLevel = simd_level();

void canonical_keys(Metric metric, const float* const* x, const float* const* y, std::int64_t d, std::int64_t count,
                    float* keys) {
  HWY_DYNAMIC_DISPATCH(canonical_keys_on_target)(metric, x, y, d, count, keys);
}

// Said out loud because C++ leaves open what a double beyond float's range becomes.
float rounded_sum(double sum) {
  if (sum > std::numeric_limits<float>::max()) return std::numeric_limits<float>::infinity();
  if (sum < std::numeric_limits<float>::lowest()) return -std::numeric_limits<float>::infinity();
  return static_cast<float>(sum);
}

}  // namespace concord
#endif
