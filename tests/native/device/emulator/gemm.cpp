// The matrix product of the emulated device, in place of cuBLAS.
#include "device/gemm.hpp"

namespace concord::device {

class Gemm::Library {};

Gemm::Gemm(Context&) {}
Gemm::~Gemm() = default;

void Gemm::multiply(const float* x, std::int64_t rows, std::int64_t in, const float* w, std::int64_t out, float* y) {
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t o = 0; o < out; ++o) {
      float sum = 0.0f;
      for (std::int64_t i = 0; i < in; ++i) sum += x[r * in + i] * w[o * in + i];
      y[r * out + o] = sum;
    }
  }
}

}  // namespace concord::device
