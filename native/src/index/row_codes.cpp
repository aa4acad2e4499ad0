#include "index/row_codes.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "index/scoring.hpp"

namespace concord::index {

namespace {

// Added and taken away again, it leaves a small float rounded to the nearest whole number, which compilers vectorise.
constexpr float kRounding = 0x1.8p23f;

// Elements worked on together, in arrays of their own: compilers make vectors of that.
constexpr std::int64_t kBlock = 16;

// Partial sums of a row's squares, added at the end in order: the same on every machine.
constexpr std::int64_t kSums = 8;

// Calls body(block, first, count) for each block of the row, the last filled up with zeros.
template <typename Body>
void for_each_block(const float* row, std::int64_t d, const Body& body) {
  std::int64_t first = 0;
  for (; first + kBlock <= d; first += kBlock) {
    float block[kBlock];
    std::memcpy(block, row + first, sizeof block);
    body(block, first, kBlock);
  }
  if (first == d) return;
  float block[kBlock] = {};
  std::memcpy(block, row + first, static_cast<std::size_t>(d - first) * sizeof(float));
  body(block, first, d - first);
}

float largest_of(const float* row, std::int64_t d) {
  float largest[kBlock] = {};
  for_each_block(row, d, [&](const float* block, std::int64_t, std::int64_t) {
    for (std::int64_t i = 0; i < kBlock; ++i) {
      const float size = std::fabs(block[i]);
      largest[i] = size > largest[i] ? size : largest[i];
    }
  });
  return *std::max_element(largest, largest + kBlock);
}

}  // namespace

CodeScale encode_row(const float* row, std::int64_t d, std::int8_t* codes) {
  const float scale = largest_of(row, d) / kLargestCode;
  double sums[kSums] = {};
  for_each_block(row, d, [&](const float* block, std::int64_t first, std::int64_t count) {
    std::int8_t coded[kBlock];
    double left[kBlock];
    for (std::int64_t i = 0; i < kBlock; ++i) {
      // Of a row so small that its scale is 0 or nearly so, the error holds all.
      const float rounded = scale > 0.0f ? block[i] / scale + kRounding - kRounding : 0.0f;
      const float code = std::min(std::max(rounded, -kLargestCode), kLargestCode);
      coded[i] = static_cast<std::int8_t>(static_cast<std::int32_t>(code));
      left[i] = static_cast<double>(block[i]) - static_cast<double>(scale) * static_cast<double>(code);
    }
    for (std::int64_t i = 0; i < kBlock; ++i) sums[i % kSums] += left[i] * left[i];
    std::memcpy(codes + first, coded, static_cast<std::size_t>(count));
  });
  double squares = 0.0;
  for (const double sum : sums) squares += sum;
  return {scale, length_above_root_of(squares)};
}

}  // namespace concord::index
