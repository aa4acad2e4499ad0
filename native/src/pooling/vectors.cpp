#include "pooling/vectors.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/error.hpp"
#include "pooling/element.hpp"
#include "pooling/kernels.hpp"

namespace concord::pooling {
namespace {

// Halves end at 65504; from the middle to the next step on, rounding would give infinity.
constexpr float kFloat16Overflow = 65520.0f;

void load_row(const std::byte* input_nd, std::int32_t dtype, std::int64_t row, std::vector<float>& values) {
  const auto d = static_cast<std::int64_t>(values.size());
  const std::byte* first = input_nd + row * d * dtype_size(dtype);
  for (std::int64_t i = 0; i < d; ++i) values[static_cast<std::size_t>(i)] = load_element(first, dtype, i);
}

[[noreturn]] void refuse(std::int64_t row, std::int64_t column, float value, std::int32_t dtype) {
  throw Error(CONCORD_BAD_ARGUMENT, text_of("row ", row, ", column ", column, " is ", value, ", which ",
                                            dtype_name(dtype), " cannot hold as a finite number"));
}

// A normalised row fits any type when its elements are finite.
void check_row(const std::vector<float>& values, std::int64_t row, bool l2_normalize, std::int32_t output_dtype) {
  const std::int32_t dtype = l2_normalize ? std::int32_t{CONCORD_FLOAT32} : output_dtype;
  const std::int64_t bad = first_unstorable(values.data(), static_cast<std::int64_t>(values.size()), dtype);
  if (bad >= 0) refuse(row, bad, values[static_cast<std::size_t>(bad)], output_dtype);
}

}  // namespace

std::int64_t first_unstorable(const float* vector, std::int64_t d, std::int32_t dtype) {
  const float limit = dtype == CONCORD_FLOAT16 ? kFloat16Overflow : std::numeric_limits<float>::infinity();
  const auto unstorable = [limit](float x) { return !(std::fabs(x) < limit); };
  // First all of them without a branch, which the compiler vectorises: nearly always none is.
  std::int32_t any = 0;
  for (std::int64_t i = 0; i < d; ++i) any |= static_cast<std::int32_t>(unstorable(vector[i]));
  return any == 0 ? -1 : std::find_if(vector, vector + d, unstorable) - vector;
}

void store_vector(const float* vector, std::int64_t d, std::int32_t dtype, std::byte* to) {
  if (dtype == CONCORD_FLOAT16) {
    store_halves(vector, d, to);
  } else {
    std::memcpy(to, vector, static_cast<std::size_t>(d) * sizeof(float));
  }
}

void convert_vectors(const std::byte* input_nd, std::int32_t input_dtype, std::int64_t n, std::int64_t d,
                     bool l2_normalize, std::byte* output_nd, std::int32_t output_dtype) {
  std::vector<float> values(static_cast<std::size_t>(d));
  for (std::int64_t row = 0; row < n; ++row) {
    load_row(input_nd, input_dtype, row, values);
    check_row(values, row, l2_normalize, output_dtype);
  }
  for (std::int64_t row = 0; row < n; ++row) {
    load_row(input_nd, input_dtype, row, values);
    if (l2_normalize) normalize(values.data(), d);
    store_vector(values.data(), d, output_dtype, output_nd + row * d * dtype_size(output_dtype));
  }
}

}  // namespace concord::pooling
