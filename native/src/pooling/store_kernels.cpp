// Rounding a vector to float16, d values -> d halves, to nearest even.
//
// Where an instruction does it; else the plain code of core/float16.hpp, which gives the same bits.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pooling/store_kernels.cpp"
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/highway.h>

#include <cstring>

#include "core/float16.hpp"
#include "pooling/kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::pooling::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

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

HWY_EXPORT(store_halves_on_target);

void store_halves(const float* values, std::int64_t d, std::byte* halves) {
  HWY_DYNAMIC_DISPATCH(store_halves_on_target)(values, d, halves);
}

}  // namespace concord::pooling
#endif
