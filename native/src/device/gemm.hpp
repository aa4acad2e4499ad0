// Matrix products by cuBLAS, which is loaded when it is first needed: half a gigabyte that few machines should carry
// for nothing.
#pragma once

#include <cstdint>
#include <memory>

#include "device/context.hpp"

namespace concord::device {

class Gemm {
 public:
  // Throws CONCORD_UNSUPPORTED when cuBLAS 11, 12 or 13 is not found.
  explicit Gemm(Context& context);
  ~Gemm();
  Gemm(const Gemm&) = delete;
  Gemm& operator=(const Gemm&) = delete;

  // y = x times w turned, in float32: x rows x in, w out x in, y rows x out, all in device memory, on the context's
  // stream.
  void multiply(const float* x, std::int64_t rows, std::int64_t in, const float* w, std::int64_t out, float* y);

 private:
  class Library;
  std::unique_ptr<Library> library_;
};

}  // namespace concord::device
