#include "device/gemm.hpp"

#include "core/error.hpp"
#include "device/cublas.hpp"

namespace concord::device {
namespace {

// The few declarations of cublas_v2.h that are needed; they have been the same from version 11 to 13.
using Handle = void*;
using Create = int (*)(Handle*);
using Destroy = int (*)(Handle);
using SetStream = int (*)(Handle, cudaStream_t);
using Sgemm = int (*)(Handle, int, int, int, int, int, const float*, const float*, int, const float*, int, const float*,
                      float*, int);
constexpr int kAsItIs = 0;
constexpr int kTurned = 1;

template <typename Function>
Function function_of(const char* name) {
  return reinterpret_cast<Function>(cublas_function(name));
}

void check_cublas(int status, const char* what) {
  if (status != 0) throw Error(CONCORD_INTERNAL, text_of(what, " failed: cuBLAS status ", status));
}

}  // namespace

class Gemm::Library {
 public:
  explicit Library(const Context& context) {
    destroy_ = function_of<Destroy>("cublasDestroy_v2");
    sgemm_ = function_of<Sgemm>("cublasSgemm_v2");
    check_cublas(function_of<Create>("cublasCreate_v2")(&handle_), "starting cuBLAS");
    check_cublas(function_of<SetStream>("cublasSetStream_v2")(handle_, context.stream()), "choosing a stream");
  }
  ~Library() { static_cast<void>(destroy_(handle_)); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  // cuBLAS counts columns first: there y turned = w times x turned.
  void multiply(const float* x, int rows, int in, const float* w, int out, float* y) {
    const float one = 1.0f, zero = 0.0f;
    check_cublas(sgemm_(handle_, kTurned, kAsItIs, out, rows, in, &one, w, in, x, in, &zero, y, out),
                 "a matrix product");
  }

 private:
  Handle handle_ = nullptr;
  Destroy destroy_ = nullptr;
  Sgemm sgemm_ = nullptr;
};

Gemm::Gemm(Context& context) {
  context.use();
  library_ = std::make_unique<Library>(context);
}

Gemm::~Gemm() = default;

void Gemm::multiply(const float* x, std::int64_t rows, std::int64_t in, const float* w, std::int64_t out, float* y) {
  library_->multiply(x, static_cast<int>(rows), static_cast<int>(in), w, static_cast<int>(out), y);
}

}  // namespace concord::device
