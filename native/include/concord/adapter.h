/*
 * Concord adapters: small networks from an embedding to an adapted embedding, trained on labels.
 *
 * The weights are one array of float32, tensor after tensor, each as PyTorch keeps it (row-major). With d = input, h =
 * hidden, e = dimension, c = classes:
 *
 *   CONCORD_ADAPTER_SEED: linear1.weight h*d, linear1.bias h, linear2.weight h*h, linear2.bias h, norm.weight h,
 * norm.bias h, conv1.weight e*h*3, conv1.bias e, conv2.weight e*e*3, conv2.bias e, head.weight c*e, head.bias c.
 *     Linear, GELU, Linear, LayerNorm (eps 1e-5), Conv1d, GELU, Conv1d give the embedding, a Linear head the classes.
 * The convolutions (kernel 3, padding 1) run over a sequence of length 1, so their middle taps alone meet an input.
 *   CONCORD_ADAPTER_MLP: linear1.weight h*d, linear1.bias h, linear2.weight e*h, linear2.bias e, head.weight c*e,
 * head.bias c. Linear, GELU, Linear give the embedding.
 *
 * GELU is the exact one, x/2 * (1 + erf(x / sqrt 2)).
 */
#ifndef CONCORD_ADAPTER_H
#define CONCORD_ADAPTER_H

#include "concord/core.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The networks there are; the values are stored in files. */
enum concord_adapter_architecture {
  CONCORD_ADAPTER_SEED = 1, /* that of the seed study */
  CONCORD_ADAPTER_MLP = 2   /* two linear layers */
};

/* The sizes of an adapter. */
typedef struct concord_adapter_shape {
  uint32_t struct_size;
  int32_t architecture; /* a concord_adapter_architecture */
  int32_t input;        /* elements of a vector; no default */
  int32_t hidden;       /* 512 in the seed study */
  int32_t dimension;    /* elements of an adapted vector; 254 in the seed study */
  int32_t classes;      /* at least 2; no default */
} concord_adapter_shape;

/* Fills *shape with the seed study's sizes; set input and classes. */
CONCORD_API void concord_adapter_shape_init(concord_adapter_shape* shape);

/* How an adapter is trained. */
typedef struct concord_adapter_options {
  uint32_t struct_size;
  int32_t epochs;         /* at least 1; 15 by default */
  int32_t batch;          /* rows a step; 8 by default */
  int32_t threads;        /* 0 = all cores */
  uint64_t seed;          /* of initial weights and order of rows */
  double learning_rate;   /* 3e-4 by default */
  double weight_decay;    /* of AdamW; 0.01 by default, 0 is none */
  concord_cancel* cancel; /* may be NULL */
} concord_adapter_options;

/* Fills *options with defaults. */
CONCORD_API void concord_adapter_options_init(concord_adapter_options* options);

/* The number of weights of an adapter of this shape. Fails with CONCORD_BAD_ARGUMENT for sizes below 1 or above 65,536.
 */
CONCORD_API concord_status concord_adapter_weight_count(const concord_adapter_shape* shape, int64_t* count);

/*
 * Trains an adapter by cross-entropy and AdamW (betas 0.9 and 0.999, eps 1e-8).
 *
 * vectors_nd: n*input float32; labels_n: classes 0 .. classes-1. validation_md, validation_labels_m: rows that are only
 * measured, m may be 0. class_weights_c: the weight of a row's class in the mean of the loss, as PyTorch's
 * CrossEntropyLoss(weight) has it; NULL: 1 each. weights_p: concord_adapter_weight_count() float32. Per epoch, each
 * NULL or options->epochs float64: loss_e, the mean loss of the training rows as they were met; validation_loss_e and
 * validation_accuracy_e, after the epoch. The initial weights are PyTorch's uniform +-1/sqrt(fan in), drawn by
 * xoshiro256** seeded through splitmix64; each epoch draws its own order of rows. Equal arguments give equal weights,
 * bit by bit, on one kind of machine (SIMD level and mathematical library), whatever the number of threads. progress is
 * told of epochs. Fails with CONCORD_BAD_ARGUMENT for NaN or infinite elements, naming the row, for labels out of range
 * and when the training diverges; with CONCORD_CANCELLED.
 */
CONCORD_API concord_status concord_adapter_train(const float* vectors_nd, const int32_t* labels_n, int64_t n,
                                                 const float* validation_md, const int32_t* validation_labels_m,
                                                 int64_t m, const float* class_weights_c,
                                                 const concord_adapter_shape* shape,
                                                 const concord_adapter_options* options, concord_progress progress,
                                                 void* state, float* weights_p, double* loss_e,
                                                 double* validation_loss_e, double* validation_accuracy_e);

/*
 * Adapts vectors: n*input float32 to n*dimension float32. weights_p: weight_count float32, which must be the count of
 * the shape. The same bits whatever n and the number of threads (0 = all cores). cancel may be NULL. Fails with
 * CONCORD_BAD_ARGUMENT when weight_count is another or a result is NaN or infinite, naming the row; with
 * CONCORD_CANCELLED.
 */
CONCORD_API concord_status concord_adapter_apply(const float* weights_p, int64_t weight_count,
                                                 const concord_adapter_shape* shape, const float* vectors_nd, int64_t n,
                                                 int32_t threads, concord_cancel* cancel, float* embeddings_ne);

#ifdef __cplusplus
}
#endif

#endif
