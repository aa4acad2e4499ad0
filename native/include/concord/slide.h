/*
 * Concord slides: comparing the tiles of two slides, and the tiles of one slide with a few queries.
 *
 * Distances are squared L2 (smaller is nearer) or inner product (larger is nearer), as in concord/index.h.
 */
#ifndef CONCORD_SLIDE_H
#define CONCORD_SLIDE_H

#include "concord/core.h"
#include "concord/index.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct concord_slide_options {
  uint32_t struct_size;
  int32_t metric;         /* a concord_metric; no default */
  int32_t dtype;          /* of the tiles: float32 or float16; 0 = float32 */
  int32_t threads;        /* 0 = all cores */
  concord_cancel* cancel; /* may be NULL */
  concord_device* device; /* NULL: the processor; the same bits */
} concord_slide_options;

/* Fills *options with defaults; set metric. */
CONCORD_API void concord_slide_options_init(concord_slide_options* options);

/* How far two slides lie apart: the median, over the tiles of one, of the distance to the nearest tile of the other. */
typedef struct concord_slide_distances {
  uint32_t struct_size;
  int32_t reserved; /* zero */
  double a_to_b;    /* over the tiles of a; of an even count, the mean of the two in the middle */
  double b_to_a;    /* over the tiles of b */
  double symmetric; /* the mean of both */
} concord_slide_distances;

/*
 * Compares slide a, n tiles, with slide b, m tiles, by the median of minimum distances (Kalra et al. 2020, Yottixel),
 * both ways.
 *
 * tiles_a_nd, tiles_b_md: n*d and m*d elements of options->dtype. distances: set its struct_size first.
 * The evidence, each array NULL or: nearest_in_b_n, distance_to_b_n: for each tile of a its nearest tile of b, 0 ..
 * m-1, and how far it is; nearest_in_a_m, distance_to_a_m: the same for each tile of b. Distances are those of
 * concord_search: summed in float64, dimension by dimension in order, and rounded to float32; equal ones go to the
 * lower tile. So results are the same on every SIMD level and thread count. Takes 8*d bytes of memory for each of at
 * most 4,096 tiles of either slide. Fails with CONCORD_BAD_ARGUMENT for NaN or infinite elements and for slides without
 * tiles, with CONCORD_CANCELLED.
 */
CONCORD_API concord_status concord_slide_distance(const void* tiles_a_nd, int64_t n, const void* tiles_b_md, int64_t m,
                                                  int64_t d, const concord_slide_options* options,
                                                  concord_slide_distances* distances, int64_t* nearest_in_b_n,
                                                  float* distance_to_b_n, int64_t* nearest_in_a_m,
                                                  float* distance_to_a_m);

/*
 * Compares every tile of a slide with each of a few queries: the values of a heatmap.
 *
 * tiles_nd: n*d elements of options->dtype. queries_qd: q*d float32. scores_qn: q*n float32, one row of n distances for
 * each query, accumulated in float32 in a fixed order, so that all SIMD levels and thread counts give the same bits.
 * Fails with CONCORD_BAD_ARGUMENT when a score is NaN or infinite, naming query and tile, with CONCORD_CANCELLED.
 */
CONCORD_API concord_status concord_slide_similarity(const void* tiles_nd, int64_t n, int64_t d, const float* queries_qd,
                                                    int64_t q, const concord_slide_options* options, float* scores_qn);

#ifdef __cplusplus
}
#endif

#endif
