// concord/vector.h: conversion of vectors.
#include "concord/vector.h"

#include "abi/guard.hpp"
#include "abi/size.hpp"
#include "core/dtype.hpp"
#include "pooling/vectors.hpp"

using concord::dtype_size;
using concord::require;
using concord::abi::guard;

int64_t concord_dtype_size(int32_t dtype) {
  return dtype_size(dtype);
}

concord_status concord_vectors_convert(const void* input_nd, int32_t input_dtype, int64_t n, int64_t d,
                                       uint8_t l2_normalize, void* output_nd, int32_t output_dtype) {
  return guard([&] {
    require(dtype_size(input_dtype) != 0, "input_dtype is ", input_dtype, ", it must be 1, 2 or 3");
    require(concord::is_stored_dtype(output_dtype), "output_dtype is ", output_dtype,
            ", it must be float32 (1) or float16 (2)");
    require(n >= 0, "n is ", n);
    require(d >= 1, "d is ", d, ", it must be at least 1");
    concord::abi::product({n, d, 4}, "n * d");
    require(n == 0 || input_nd != nullptr, "input_nd is NULL");
    require(n == 0 || output_nd != nullptr, "output_nd is NULL");
    require(n == 0 || input_nd != output_nd || input_dtype == output_dtype,
            "input_nd and output_nd are the same array, but their element types differ");
    concord::pooling::convert_vectors(static_cast<const std::byte*>(input_nd), input_dtype, n, d, l2_normalize != 0,
                                      static_cast<std::byte*>(output_nd), output_dtype);
  });
}
