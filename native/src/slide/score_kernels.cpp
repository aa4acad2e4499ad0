// Distances of a slide's tiles to one query: as fast as the tiles can be read, and the same bits on every machine.
// Products and sums stay apart (-ffp-contract=off, no MulAdd), since not every machine can fuse them.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "slide/score_kernels.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cstring>

#include "core/simd_level.hpp"
#include "slide/kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::slide::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Vector = hn::Vec<Floats>;
constexpr std::int64_t kWidth = hn::MaxLanes(Floats());

// Partial sums of a row: four registers of AVX-512, whose additions hide each other's latency.
constexpr std::int64_t kSums = 64;
constexpr std::int64_t kVectors = kSums / kWidth;

// Ahead of the reads by this many bytes, beyond the page where the hardware's own prefetch ends.
constexpr std::int64_t kAhead = 2048;

struct Float32Row {
  using Element = float;
  static HWY_INLINE Vector load(const std::byte* at) { return hn::LoadU(Floats(), reinterpret_cast<const float*>(at)); }
};

struct Float16Row {
  using Element = hwy::float16_t;
  static HWY_INLINE Vector load(const std::byte* at) {
    const hn::Rebind<hwy::float16_t, Floats> halves;
    return hn::PromoteTo(Floats(), hn::LoadU(halves, reinterpret_cast<const hwy::float16_t*>(at)));
  }
};

struct SquaredL2 {
  static HWY_INLINE Vector term(Vector q, Vector x) {
    const Vector difference = hn::Sub(q, x);
    return hn::Mul(difference, difference);
  }
};

struct InnerProduct {
  static HWY_INLINE Vector term(Vector q, Vector x) { return hn::Mul(q, x); }
};

// Partial sums i and i + half are added, half after half.
HWY_INLINE float combined(const Vector* sums) {
  alignas(64) float lanes[kSums];
  for (std::int64_t v = 0; v < kVectors; ++v) hn::Store(sums[v], Floats(), lanes + v * kWidth);
  for (std::int64_t half = kSums / 2; half > 0; half /= 2) {
    for (std::int64_t i = 0; i < half; ++i) lanes[i] += lanes[i + half];
  }
  return lanes[0];
}

// The last d mod 64 elements, zeros behind them in both: such terms add nothing.
template <typename Row, typename Term>
HWY_INLINE void add_rest(const std::byte* row, const float* query, std::int64_t count, Vector* sums) {
  alignas(64) typename Row::Element elements[kSums] = {};
  alignas(64) float values[kSums] = {};
  std::memcpy(elements, row, static_cast<std::size_t>(count) * sizeof(typename Row::Element));
  std::copy(query, query + count, values);
  for (std::int64_t v = 0; v < kVectors; ++v) {
    const Vector x = Row::load(reinterpret_cast<const std::byte*>(elements + v * kWidth));
    sums[v] = hn::Add(sums[v], Term::term(hn::Load(Floats(), values + v * kWidth), x));
  }
}

template <typename Row, typename Term>
HWY_INLINE float score_row(const std::byte* row, const float* query, std::int64_t d) {
  constexpr std::int64_t kElement = sizeof(typename Row::Element);
  Vector sums[kVectors];
  for (Vector& sum : sums) sum = hn::Zero(Floats());
  std::int64_t k = 0;
  for (; k + kSums <= d; k += kSums) {
    for (std::int64_t line = 0; line < kSums * kElement; line += 64) hwy::Prefetch(row + k * kElement + line + kAhead);
    for (std::int64_t v = 0; v < kVectors; ++v) {
      const Vector x = Row::load(row + (k + v * kWidth) * kElement);
      sums[v] = hn::Add(sums[v], Term::term(hn::LoadU(Floats(), query + k + v * kWidth), x));
    }
  }
  if (k < d) add_rest<Row, Term>(row + k * kElement, query + k, d - k, sums);
  return combined(sums);
}

template <typename Row, typename Term>
void score_rows_with(const Tiles& tiles, std::int64_t first, std::int64_t count, const float* query, float* scores) {
  for (std::int64_t i = 0; i < count; ++i) scores[i] = score_row<Row, Term>(tiles.row(first + i), query, tiles.d);
}

void score_rows_on_target(Metric metric, const Tiles& tiles, std::int64_t first, std::int64_t count, const float* query,
                          float* scores) {
  const bool half = tiles.dtype == CONCORD_FLOAT16;
  if (metric == Metric::kL2) {
    half ? score_rows_with<Float16Row, SquaredL2>(tiles, first, count, query, scores)
         : score_rows_with<Float32Row, SquaredL2>(tiles, first, count, query, scores);
  } else {
    half ? score_rows_with<Float16Row, InnerProduct>(tiles, first, count, query, scores)
         : score_rows_with<Float32Row, InnerProduct>(tiles, first, count, query, scores);
  }
}

}  // namespace concord::slide::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::slide {

HWY_EXPORT(score_rows_on_target);

void score_rows(Metric metric, const Tiles& tiles, std::int64_t first, std::int64_t count, const float* query,
                float* scores) {
  HWY_DYNAMIC_DISPATCH(score_rows_on_target)(metric, tiles, first, count, query, scores);
}

}  // namespace concord::slide
#endif
