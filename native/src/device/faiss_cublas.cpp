// The functions of cuBLAS that FAISS calls, in builds that link a static FAISS: they hand over to a cuBLAS that is
// opened when the first one is called. So the library starts on machines without cuBLAS, and serves with that of CUDA
// 11, 12 or 13, whatever FAISS was compiled with.
#include <cublas_v2.h>

#include "device/cublas.hpp"

namespace {

// Calls the function of this name, of just these types, in cuBLAS itself.
template <typename... Arguments>
cublasStatus_t call(const char* name, Arguments... arguments) {
  using Function = cublasStatus_t (*)(Arguments...);
  return reinterpret_cast<Function>(concord::device::cublas_function(name))(arguments...);
}

}  // namespace

cublasStatus_t cublasCreate_v2(cublasHandle_t* handle) {
  return call("cublasCreate_v2", handle);
}

cublasStatus_t cublasDestroy_v2(cublasHandle_t handle) {
  return call("cublasDestroy_v2", handle);
}

cublasStatus_t cublasSetStream_v2(cublasHandle_t handle, cudaStream_t stream) {
  return call("cublasSetStream_v2", handle, stream);
}

cublasStatus_t cublasGetMathMode(cublasHandle_t handle, cublasMath_t* mode) {
  return call("cublasGetMathMode", handle, mode);
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
  return call("cublasSetMathMode", handle, mode);
}

cublasStatus_t cublasSgemmEx(cublasHandle_t handle, cublasOperation_t transa, cublasOperation_t transb, int m, int n,
                             int k, const float* alpha, const void* a, cudaDataType a_type, int lda, const void* b,
                             cudaDataType b_type, int ldb, const float* beta, void* c, cudaDataType c_type, int ldc) {
  return call("cublasSgemmEx", handle, transa, transb, m, n, k, alpha, a, a_type, lda, b, b_type, ldb, beta, c, c_type,
              ldc);
}

cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t transa, cublasOperation_t transb, int m, int n,
                            int k, const void* alpha, const void* a, cudaDataType a_type, int lda, const void* b,
                            cudaDataType b_type, int ldb, const void* beta, void* c, cudaDataType c_type, int ldc,
                            cublasComputeType_t compute, cublasGemmAlgo_t algorithm) {
  return call("cublasGemmEx", handle, transa, transb, m, n, k, alpha, a, a_type, lda, b, b_type, ldb, beta, c, c_type,
              ldc, compute, algorithm);
}

cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t handle, cublasOperation_t transa, cublasOperation_t transb,
                                          int m, int n, int k, const void* alpha, const void* a, cudaDataType a_type,
                                          int lda, long long int stride_a, const void* b, cudaDataType b_type, int ldb,
                                          long long int stride_b, const void* beta, void* c, cudaDataType c_type,
                                          int ldc, long long int stride_c, int count, cublasComputeType_t compute,
                                          cublasGemmAlgo_t algorithm) {
  return call("cublasGemmStridedBatchedEx", handle, transa, transb, m, n, k, alpha, a, a_type, lda, stride_a, b, b_type,
              ldb, stride_b, beta, c, c_type, ldc, stride_c, count, compute, algorithm);
}
