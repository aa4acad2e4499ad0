// The conversions of cuda_fp16.h that the kernels use.
#pragma once

#include "core/float16.hpp"

struct __half {
  std::uint16_t bits;
};
inline __half __ushort_as_half(std::uint16_t bits) {
  return {bits};
}
inline std::uint16_t __half_as_ushort(__half half) {
  return half.bits;
}
inline float __half2float(__half half) {
  return concord::float16_to_float(half.bits);
}
inline __half __float2half_rn(float value) {
  return {concord::float_to_float16(value)};
}
