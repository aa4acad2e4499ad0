/* Concord pooling: from what a model returns (a feature map or tokens) to one vector an image, in one pass over memory.
 */
#ifndef CONCORD_POOLING_H
#define CONCORD_POOLING_H

#include "concord/core.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How features become a vector. */
enum concord_pool_mode {
  CONCORD_POOL_AVERAGE = 1, /* Adaptive average pooling, PyTorch's bins: [floor(i*H/oH), ceil((i+1)*H/oH)). */
  CONCORD_POOL_MAX = 2,     /* Adaptive max pooling over the same bins. */
  CONCORD_POOL_GEM = 3, /* Generalised mean, mean(max(x, eps)^p)^(1/p), Radenovic et al. 2018, over the same bins. */
  CONCORD_POOL_CLS = 4, /* Tokens only: the first token. */
  CONCORD_POOL_CLS_MEAN = 5, /* Tokens only: the first token followed by the mean of the patch tokens; 2*c elements. */
  CONCORD_POOL_MASKED_MEAN = 6 /* The mean over positions whose mask byte is not 0; an empty mask gives zeros. */
};

typedef struct concord_pool_options {
  uint32_t struct_size;
  int32_t mode;          /* a concord_pool_mode; no default */
  int32_t input_dtype;   /* a concord_dtype; 0 = float32 */
  int32_t output_dtype;  /* float32 or float16; 0 = float32 */
  int32_t output_height; /* bins of average, max and GeM on maps; 0 = 1 */
  int32_t output_width;  /* 0 = 1 */
  int32_t prefix_tokens; /* tokens ahead of the patch tokens (CLS, registers); they are left out of means and maxima */
  float gem_power;       /* p of GeM; 0 = 3 */
  float gem_epsilon;     /* eps of GeM; 0 = 1e-6 */
  uint8_t l2_normalize;  /* 1: each output vector is scaled to unit L2 norm (a zero vector stays zero) */
  uint8_t on_device;     /* 1: all arrays lie in the memory of `device`, where a model left its output; 2: all but the
                            vectors, which are written here */
  uint8_t reserved[2];   /* zero */
  concord_device*
      device; /* NULL: the processor. Averages, maxima and masked means have its bits before normalisation */
} concord_pool_options;

/* Fills *options with defaults: mode average, float32 in and out, one bin, no normalisation. */
CONCORD_API void concord_pool_options_init(concord_pool_options* options);

/*
 * Pools n feature maps into n vectors.
 *
 * maps_nchw: n*c*height*width elements of options->input_dtype. mask_nhw: n*height*width bytes for the masked mean,
 * else NULL. vectors_nd: n*d elements of options->output_dtype with d = c*output_height*output_width, in PyTorch's
 * order of a flattened c x oH x oW. Accumulates in float32, in a fixed order, so that all SIMD levels give the same
 * bits. Fails with CONCORD_BAD_ARGUMENT for modes that need tokens, for empty shapes, and when the result is NaN or
 * infinite.
 */
CONCORD_API concord_status concord_pool_maps(const void* maps_nchw, int64_t n, int64_t c, int64_t height, int64_t width,
                                             const uint8_t* mask_nhw, const concord_pool_options* options,
                                             void* vectors_nd);

/*
 * Pools n token sequences into n vectors.
 *
 * tokens_ntc: n*t*c elements; the first options->prefix_tokens of each sequence are no patches. mask_nt: one byte for
 * each patch token (n*(t - prefix_tokens)) for the masked mean, else NULL. vectors_nd: n*d elements, d = c, or 2*c for
 * CLS_MEAN. Average, max and GeM pool all patch tokens into one vector; output_height and output_width must be 1 or 0.
 * Failures as for concord_pool_maps.
 */
CONCORD_API concord_status concord_pool_tokens(const void* tokens_ntc, int64_t n, int64_t t, int64_t c,
                                               const uint8_t* mask_nt, const concord_pool_options* options,
                                               void* vectors_nd);

#ifdef __cplusplus
}
#endif

#endif
