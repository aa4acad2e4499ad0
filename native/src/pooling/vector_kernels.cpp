// What is done to a finished vector of d values with SIMD, with the same bits at every instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pooling/vector_kernels.cpp"
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/highway.h>

#include <cmath>
#include <cstring>

#include "core/float16.hpp"
#include "pooling/kernels.hpp"
#include "pooling/vectors.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::pooling::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::CappedTag<double, 8>;
using Wide = hn::Vec<Doubles>;
constexpr std::int64_t kDoubles = hn::MaxLanes(Doubles());
const hn::Rebind<float, Doubles> kNarrow;

// Element i goes to partial sum i mod 8; these are added in order, then the elements that are left.
double squared_norm(const float* vector, std::int64_t d) {
  constexpr std::int64_t kSums = 8;
  Wide sums[kSums / kDoubles];
  for (Wide& sum : sums) sum = hn::Zero(Doubles());
  std::int64_t i = 0;
  for (; i + kSums <= d; i += kSums) {
    for (std::int64_t s = 0; s < kSums / kDoubles; ++s) {
      const Wide x = hn::PromoteTo(Doubles(), hn::LoadU(kNarrow, vector + i + s * kDoubles));
      sums[s] = hn::Add(sums[s], hn::Mul(x, x));
    }
  }
  double lanes[kSums];
  for (std::int64_t s = 0; s < kSums / kDoubles; ++s) hn::StoreU(sums[s], Doubles(), lanes + s * kDoubles);
  double total = 0;
  for (const double lane : lanes) total += lane;
  for (; i < d; ++i) total += static_cast<double>(vector[i]) * static_cast<double>(vector[i]);
  return total;
}

void normalize_on_target(float* vector, std::int64_t d) {
  const double squared = squared_norm(vector, d);
  if (squared == 0) return;
  const double norm = std::sqrt(squared);
  std::int64_t i = 0;
  for (; i + kDoubles <= d; i += kDoubles) {
    const Wide x = hn::PromoteTo(Doubles(), hn::LoadU(kNarrow, vector + i));
    hn::StoreU(hn::DemoteTo(kNarrow, hn::Div(x, hn::Set(Doubles(), norm))), kNarrow, vector + i);
  }
  for (; i < d; ++i) vector[i] = static_cast<float>(vector[i] / norm);
}

// To nearest even. Where an instruction does it; else the plain code of core/float16.hpp.
void store_halves_on_target(const float* values, std::int64_t d, std::byte* halves) {
  std::int64_t i = 0;
#if HWY_TARGET <= HWY_AVX2 && HWY_ARCH_X86  // smaller target numbers are better ones
  using Floats = hn::CappedTag<float, 16>;
  const hn::Rebind<hwy::float16_t, Floats> narrow;
  constexpr std::int64_t kWidth = hn::MaxLanes(Floats());
  for (; i + kWidth <= d; i += kWidth) {
    hn::StoreU(hn::DemoteTo(narrow, hn::LoadU(Floats(), values + i)), narrow,
               reinterpret_cast<hwy::float16_t*>(halves + 2 * i));
  }
#endif
  for (; i < d; ++i) {
    const std::uint16_t half = float_to_float16(values[i]);
    std::memcpy(halves + 2 * i, &half, sizeof half);
  }
}

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::pooling {

HWY_EXPORT(normalize_on_target);
HWY_EXPORT(store_halves_on_target);

void normalize(float* vector, std::int64_t d) {
  HWY_DYNAMIC_DISPATCH(normalize_on_target)(vector, d);
}

void store_halves(const float* values, std::int64_t d, std::byte* halves) {
  HWY_DYNAMIC_DISPATCH(store_halves_on_target)(values, d, halves);
}

}  // namespace concord::pooling
#endif
