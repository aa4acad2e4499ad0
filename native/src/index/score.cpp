#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "index/score.cpp"
#include <hwy/foreach_target.h>  // compiles this file once for every instruction set
// highway.h must come after foreach_target.h
#include <hwy/highway.h>

#include <cstring>

#include "core/float16.hpp"
#include "core/simd_level.hpp"
#include "index/score.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::index::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<float>;
using Vector = hn::Vec<Lanes>;

struct Float32Rows {
  static constexpr std::int64_t kBytes = 4;
  static HWY_INLINE Vector load(const std::byte* at) { return hn::LoadU(Lanes(), reinterpret_cast<const float*>(at)); }
  static HWY_INLINE float one(const std::byte* at) {
    float value;
    std::memcpy(&value, at, sizeof value);
    return value;
  }
};

struct Float16Rows {
  static constexpr std::int64_t kBytes = 2;
  static HWY_INLINE Vector load(const std::byte* at) {
    const hn::Rebind<hwy::float16_t, Lanes> halves;
    return hn::PromoteTo(Lanes(), hn::LoadU(halves, reinterpret_cast<const hwy::float16_t*>(at)));
  }
  static HWY_INLINE float one(const std::byte* at) {
    std::uint16_t bits;
    std::memcpy(&bits, at, sizeof bits);
    return float16_to_float(bits);
  }
};

struct SquaredL2 {
  static HWY_INLINE Vector add(Vector q, Vector x, Vector sum) {
    const Vector difference = hn::Sub(q, x);
    return hn::MulAdd(difference, difference, sum);
  }
  static HWY_INLINE float add(float q, float x, float sum) { return sum + (q - x) * (q - x); }
};

struct InnerProduct {
  static HWY_INLINE Vector add(Vector q, Vector x, Vector sum) { return hn::MulAdd(q, x, sum); }
  static HWY_INLINE float add(float q, float x, float sum) { return sum + q * x; }
};

// Q queries against R rows. Q * R sums are in flight at once: eight hide the latency of a fused multiply-add (4 cycles,
// two issued a cycle), and R row streams keep the memory system busy.
template <typename Rows, typename Term, std::int64_t Q, std::int64_t R>
HWY_INLINE void score_block(const float* const* queries, const std::byte* const* rows, std::int64_t d, float* scores) {
  const Lanes lanes;
  const std::int64_t step = static_cast<std::int64_t>(hn::Lanes(lanes));
  Vector sums[Q][R];
  for (std::int64_t q = 0; q < Q; ++q) {
    for (std::int64_t r = 0; r < R; ++r) sums[q][r] = hn::Zero(lanes);
  }
  std::int64_t i = 0;
  for (; i + step <= d; i += step) {
    Vector query[Q];
    for (std::int64_t q = 0; q < Q; ++q) query[q] = hn::LoadU(lanes, queries[q] + i);
    for (std::int64_t r = 0; r < R; ++r) {
      const Vector row = Rows::load(rows[r] + i * Rows::kBytes);
      for (std::int64_t q = 0; q < Q; ++q) sums[q][r] = Term::add(query[q], row, sums[q][r]);
    }
  }
  for (std::int64_t q = 0; q < Q; ++q) {
    for (std::int64_t r = 0; r < R; ++r) {
      float sum = hn::GetLane(hn::SumOfLanes(lanes, sums[q][r]));
      for (std::int64_t j = i; j < d; ++j) sum = Term::add(queries[q][j], Rows::one(rows[r] + j * Rows::kBytes), sum);
      scores[q * kTileRows + r] = sum;
    }
  }
}

template <typename Rows, typename Term, std::int64_t Q, std::int64_t R>
void score_rows(const ScoreTile& tile, const float* const* queries, std::int64_t d, float* scores) {
  const std::byte* rows[R];
  std::int64_t i = 0;
  for (; i + R <= tile.count; i += R) {
    for (std::int64_t r = 0; r < R; ++r) rows[r] = tile.rows + tile.picks[i + r] * tile.row_bytes;
    score_block<Rows, Term, Q, R>(queries, rows, d, scores + i);
  }
  for (; i < tile.count; ++i) {
    rows[0] = tile.rows + tile.picks[i] * tile.row_bytes;
    score_block<Rows, Term, Q, 1>(queries, rows, d, scores + i);
  }
}

template <typename Rows, typename Term>
void score_queries(const ScoreTile& tile, const float* const* queries, std::int64_t query_count, std::int64_t d,
                   float* scores) {
  if (query_count == 2) {
    score_rows<Rows, Term, 2, 4>(tile, queries, d, scores);
  } else {
    score_rows<Rows, Term, 1, 8>(tile, queries, d, scores);
  }
}

void score_on_target(Metric metric, const ScoreTile& tile, const float* const* queries, std::int64_t query_count,
                     std::int64_t d, float* scores) {
  const bool half = tile.dtype == CONCORD_FLOAT16;
  if (metric == Metric::kL2) {
    half ? score_queries<Float16Rows, SquaredL2>(tile, queries, query_count, d, scores)
         : score_queries<Float32Rows, SquaredL2>(tile, queries, query_count, d, scores);
  } else {
    half ? score_queries<Float16Rows, InnerProduct>(tile, queries, query_count, d, scores)
         : score_queries<Float32Rows, InnerProduct>(tile, queries, query_count, d, scores);
  }
}

}  // namespace concord::index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::index {

HWY_EXPORT(score_on_target);

// Highway keeps the target it chose at the first call. Naming simd_level() here links the object that reads
// CONCORD_SIMD as the program starts into every program that scores, statically linked tests included.
[[maybe_unused]] static const char* const kLevel = simd_level();

void score_tile(Metric metric, const ScoreTile& tile, const float* const* queries, std::int64_t query_count,
                std::int64_t d, float* scores) {
  HWY_DYNAMIC_DISPATCH(score_on_target)(metric, tile, queries, query_count, d, scores);
}

ErrorBound error_bound(std::int64_t d) {
  const double mu = static_cast<double>(d + 8) * 0x1p-24;
  return {static_cast<float>(mu / (1.0 - mu) * 1.0001), static_cast<float>(2.0 * static_cast<double>(d) * 0x1p-149)};
}

}  // namespace concord::index
#endif
