// The two halves of a resize, several output rows at a time, with SIMD (core/simd_level.hpp).
#pragma once

#include <cstdint>

#include "pooling/resample.hpp"

namespace concord::pooling {

// Output rows that go through a resize side by side: one register of AVX-512, two of AVX2, four of SSE4 or NEON.
constexpr std::int64_t kRowsTogether = 16;

struct Bytes {
  const std::uint8_t* first;
  std::int64_t stride;  // from one row to the next
};

// Output rows first .. first+count-1, at most kRowsTogether, as weighted sums of input rows:
// sums[i * kRowsTogether + r] = sum over the taps of row first+r, in order, of weight * byte i. `size` bytes a row.
// What lies in the places of rows that are not there is not told.
void weighted_rows(const Bytes& bytes, const Resampling& rows, std::int64_t first, std::int64_t count,
                   std::int64_t size, float* sums);

// How a sum of bytes becomes a value: (min(max(sum, 0), 255) / 255 - mean) * scale, for R, G, B.
struct Normalization {
  float mean[3];
  float scale[3];
};

// Columns of interleaved RGB as weighted sums along `sums` (of weighted_rows), in the order of the taps, normalised:
// values[(channel * kRowsTogether + r) * stride + x]. stride is columns.taps.size() rounded up to a multiple of 4, and
// all of it is written.
void weighted_columns(const float* sums, const Resampling& columns, const Normalization& normalization,
                      std::int64_t stride, float* values);

}  // namespace concord::pooling
