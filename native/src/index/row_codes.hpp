// Rows in a quarter of their bytes, for a first look.
//
// A row x is stored once more as x ~ scale * code: one signed byte an element, scale = max |x_i| / 127 (symmetric
// scalar quantisation, FAISS's QT_8bit with a range for each row), and with it error >= |x - scale * code|. By Cauchy
// and Schwarz |q.x - scale * (q.code)| <= |q| * error, so what the codes say of a row brackets what the row itself
// would say (scoring.hpp), and a row is left out only by proof: the first look changes how much is read, never an
// answer.
#pragma once

#include <cstdint>

namespace concord::index {

// No code is larger.
constexpr float kLargestCode = 127.0f;

struct CodeScale {
  float scale;
  float error;  // at least the length of what the codes leave out; infinity where that is beyond float32
};

// Writes the codes of a row of d elements. Plain code with one order of operations: the same bytes on every machine.
CodeScale encode_row(const float* row, std::int64_t d, std::int8_t* codes);

}  // namespace concord::index
