// What every vector passes before it is stored: finite, perhaps of unit length, in the element type of the file.
#pragma once

#include <cstddef>
#include <cstdint>

namespace concord::pooling {

// Scales d elements to unit L2 norm; zeros stay zeros. Sums in float64, rounds once to float32.
void normalize(float* vector, std::int64_t d);

// The first element that `dtype` cannot hold as a finite number, or -1.
std::int64_t first_unstorable(const float* vector, std::int64_t d, std::int32_t dtype);

// Writes d elements that `dtype` can hold.
void store_vector(const float* vector, std::int64_t d, std::int32_t dtype, std::byte* to);

// Converts n vectors of d elements; arrays may be one and the same when the types are equal. All rows are checked
// before any is written. Throws CONCORD_BAD_ARGUMENT naming row and column.
void convert_vectors(const std::byte* input_nd, std::int32_t input_dtype, std::int64_t n, std::int64_t d,
                     bool l2_normalize, std::byte* output_nd, std::int32_t output_dtype);

}  // namespace concord::pooling
