/* Concord preprocessing: from decoded pixels to the tensor a model expects, in one pass. */
#ifndef CONCORD_PREPROCESS_H
#define CONCORD_PREPROCESS_H

#include "concord/core.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The filter of a resize. Both are antialiased as in Pillow: the support grows with the factor of reduction. */
enum concord_resize_filter {
  CONCORD_RESIZE_BILINEAR = 1,
  CONCORD_RESIZE_BICUBIC = 2 /* a = -0.5, as Pillow and torchvision's PIL path */
};

typedef struct concord_preprocess_options {
  uint32_t struct_size;
  int32_t output_height;  /* pixels; no default */
  int32_t output_width;   /* pixels; no default */
  int32_t resize_shorter; /* > 0: scale so that the shorter side has this many pixels, then cut the centre out;
                             0: scale both sides to the output size, whatever the aspect */
  int32_t filter;         /* a concord_resize_filter; 0 = bilinear */
  float mean[3];          /* output = (pixel/255 - mean) / std, for R, G, B */
  float std[3];           /* 0 = 1 */
  concord_device* device; /* NULL: the processor; the same bits */
} concord_preprocess_options;

/* Fills *options with defaults: bilinear, mean 0, std 1, no size. */
CONCORD_API void concord_preprocess_options_init(concord_preprocess_options* options);

/*
 * Resizes and normalises one interleaved 8-bit RGB image.
 *
 * rgb_hwc: height rows of width*3 bytes, row_stride bytes apart (>= width*3). tensor_chw: 3*output_height*output_width
 * float32, planes R, G, B. An image that has the output size already is not resampled. Fails with CONCORD_BAD_ARGUMENT
 * for an empty image, a stride that is too small, or a cut larger than the scaled image.
 */
CONCORD_API concord_status concord_preprocess_rgb8(const uint8_t* rgb_hwc, int64_t width, int64_t height,
                                                   int64_t row_stride, const concord_preprocess_options* options,
                                                   float* tensor_chw);

#ifdef __cplusplus
}
#endif

#endif
