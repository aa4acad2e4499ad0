/* Concord vectors: conversion between element types, with the checks that every vector passes before it is stored. */
#ifndef CONCORD_VECTOR_H
#define CONCORD_VECTOR_H

#include "concord/core.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The bytes of one element of `dtype` (a concord_dtype), or 0 for an unknown one. */
CONCORD_API int64_t concord_dtype_size(int32_t dtype);

/*
 * Converts n vectors of d elements from one element type to another, optionally scaling each to unit L2 norm.
 *
 * input_nd: n*d elements of input_dtype (float32, float16 or bfloat16). output_nd: n*d elements of output_dtype
 * (float32 or float16); it may be input_nd itself when both types are equal. Sums are taken in float64, rounding is to
 * nearest even. A row of zeros stays zero when normalised. Fails with CONCORD_BAD_ARGUMENT, naming the row and column,
 * when a value is NaN or infinite or does not fit the output type.
 */
CONCORD_API concord_status concord_vectors_convert(const void* input_nd, int32_t input_dtype, int64_t n, int64_t d,
                                                   uint8_t l2_normalize, void* output_nd, int32_t output_dtype);

#ifdef __cplusplus
}
#endif

#endif
