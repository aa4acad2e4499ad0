#include "core/simd_level.hpp"

#include <hwy/highway.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace concord {
namespace {

// Highway's bits: the lower, the better the instruction set. So the bits below a level are the ones to give up for it.
std::int64_t disabled_targets(const char* level) {
  if (std::strcmp(level, "avx512") == 0) return HWY_AVX3 - 1;
  if (std::strcmp(level, "avx2") == 0) return HWY_AVX2 - 1;
  if (std::strcmp(level, "sse4") == 0) return HWY_SSE4 - 1;
  if (std::strcmp(level, "scalar") == 0) return ~(HWY_EMU128 | HWY_SCALAR);
  return 0;
}

const char* limit_targets() {
  const char* level = std::getenv("CONCORD_SIMD");
  if (level != nullptr) hwy::DisableTargets(disabled_targets(level));
  const std::int64_t usable = hwy::SupportedTargets() & HWY_TARGETS;
  return hwy::TargetName(usable & -usable);
}

// Highway remembers its choice at the first call of a kernel, so the limit must stand before: at load.
const char* const kLevel = limit_targets();

}  // namespace

const char* simd_level() {
  return kLevel;
}

}  // namespace concord
