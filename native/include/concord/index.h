/*
 * Concord index: nearest rows among stored vectors.
 *
 * A source is an immutable, memory-mapped set of rows: a segment (rows in arrival order, always scanned whole) or a
 * generation (rows grouped in inverted lists around centroids: IVF-Flat as FAISS defines it, Johnson et al. 2019; one
 * list makes it flat). A search runs over several sources at once and merges. Rows are known by their row number,
 * unique in the space they belong to and never reused.
 *
 * Distances: squared L2 (smaller is nearer) or inner product (larger is nearer), as in FAISS. The distance of a
 * returned row is computed from the stored elements in float64, dimension by dimension in order, and rounded to
 * float32; hits are ordered by (that distance, row number). So results are the same on every SIMD level, thread count
 * and source layout.
 *
 * Checksums of rows are verified when they are first read; a mismatch fails the search with CONCORD_CORRUPT rather than
 * answer wrongly.
 */
#ifndef CONCORD_INDEX_H
#define CONCORD_INDEX_H

#include "concord/core.h"
#include "concord/file.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How two vectors are compared; values as in FAISS. */
enum concord_metric { CONCORD_INNER_PRODUCT = 0, CONCORD_L2 = 1 };

/* An open set of rows. */
typedef struct concord_source concord_source;

/* A run of rows of a segment covered by one checksum. */
typedef struct concord_chunk {
  int64_t first; /* position of its first row in the segment, 0-based */
  int64_t rows;
  uint64_t xxh3; /* XXH3-64 of the rows' bytes */
} concord_chunk;

/*
 * Opens the first `rows` rows of the segment file `path`. chunks: chunk_count runs, ascending, that together cover
 * exactly these rows. Reads the header only. CONCORD_NOT_FOUND, CONCORD_CORRUPT (short file, other collection, other
 * shape), CONCORD_NEWER_FORMAT.
 */
CONCORD_API concord_status concord_source_open_segment(const char* path, const concord_segment_info* info, int64_t rows,
                                                       const concord_chunk* chunks, int64_t chunk_count,
                                                       concord_source** source);

/* Opens the generation file `path` of the collection with this 16-byte UUID. Verifies header, centroids and list table;
 * maps the rest. */
CONCORD_API concord_status concord_source_open_generation(const char* path, const uint8_t* collection,
                                                          concord_source** source);

/* Unmaps and frees. Searches running on it must have returned. */
CONCORD_API void concord_source_free(concord_source* source);

typedef struct concord_source_info {
  uint32_t struct_size;
  int32_t dimension;
  int32_t dtype;
  int32_t metric; /* of a generation; -1 for a segment, which serves either */
  int64_t rows;
  int64_t last_row;       /* largest row number held, -1 when empty */
  int32_t lists;          /* inverted lists; 1 for a flat generation or a segment */
  int32_t nprobe;         /* lists a search visits by default (calibrated at build); equals lists when flat */
  double expected_recall; /* recall@k measured at build with that nprobe; 1 when flat */
  int32_t calibrated_k;   /* the k of that measurement; 0 when flat */
  int32_t reserved;       /* zero */
  int64_t file_bytes;
} concord_source_info;

/* Describes the source. Set info->struct_size first. */
CONCORD_API concord_status concord_source_describe(const concord_source* source, concord_source_info* info);

/*
 * Reads every byte of the source against its checksums. *bad_blocks: how many do not hold (0 = sound); CONCORD_OK even
 * then. progress and cancel may be NULL.
 */
CONCORD_API concord_status concord_source_verify(const concord_source* source, concord_progress progress, void* state,
                                                 concord_cancel* cancel, int64_t* bad_blocks);

/*
 * Copies rows out as float32. rows: n row numbers. vectors_nd: n*dimension. present: n bytes, 1 where the source holds
 * the row; the vectors of others are left as they were.
 */
CONCORD_API concord_status concord_source_read_rows(const concord_source* source, const int64_t* rows, int64_t n,
                                                    float* vectors_nd, uint8_t* present);

typedef struct concord_build_options {
  uint32_t struct_size;
  int32_t metric;              /* a concord_metric; no default */
  int32_t lists;               /* 0 = chosen from the row count; 1 = flat */
  int32_t threads;             /* 0 = all cores */
  int64_t flat_below;          /* with lists = 0: fewer rows than this make a flat generation; 0 = 20,000 */
  int64_t training_rows;       /* rows sampled for k-means; 0 = up to 64 a list */
  uint64_t seed;               /* of sampling and k-means; the same seed and rows give the same file */
  double target_recall;        /* nprobe is calibrated to reach it; 0 = 0.99 */
  int32_t calibration_k;       /* 0 = 10 */
  int32_t calibration_queries; /* stored rows used as queries, themselves left out; 0 = 200 */
  uint8_t collection[16];      /* UUID written into the file */
} concord_build_options;

/* Fills *options with defaults; set metric and collection. */
CONCORD_API void concord_build_options_init(concord_build_options* options);

/*
 * Writes a generation file at `path` holding the rows of `sources` (all of one dimension and element type) whose bit is
 * set in `keep` (bit i%8 of byte i/8 for row number i; NULL keeps all; rows at or above keep_rows are dropped). Trains
 * the coarse quantizer by FAISS k-means, assigns, writes list-major with checksums, measures recall against the exact
 * answer and stores the calibrated nprobe. The file appears whole or not at all, and is durable on return.
 * CONCORD_ALREADY_EXISTS when `path` is there.
 */
CONCORD_API concord_status concord_generation_build(const char* path, const concord_source* const* sources,
                                                    int32_t source_count, const uint8_t* keep, int64_t keep_rows,
                                                    const concord_build_options* options, concord_progress progress,
                                                    void* state, concord_cancel* cancel);

typedef struct concord_search_options {
  uint32_t struct_size;
  int32_t metric;             /* a concord_metric; no default */
  int32_t k;                  /* hits wanted for each query, 1 .. 1,000,000 */
  int32_t nprobe;             /* lists to visit in each generation; 0 = the calibrated number */
  int32_t threads;            /* 0 = all cores */
  uint8_t exact;              /* 1 = visit every list */
  uint8_t full_rows;          /* 1 = read every row whole, with no first look at its codes; the same answer, slower */
  uint8_t reserved[2];        /* zero */
  const uint8_t* row_filter;  /* bit i%8 of byte i/8: row i may be returned; NULL = every row */
  int64_t row_filter_rows;    /* rows the filter covers; rows at or above it are not returned */
  const int32_t* row_group;   /* group of row i, for exclusion; NULL = no exclusion */
  int64_t row_group_rows;     /* rows it covers; rows at or above it have no group */
  const int32_t* query_group; /* n groups; a row of the same group as the query is not returned; -1 = exclude nothing */
  concord_cancel* cancel;     /* may be NULL */
  concord_device* device; /* scans the sources that it holds; NULL: the processor scans all; the same rows and bits */
} concord_search_options;

/* Fills *options with defaults; set metric and k. */
CONCORD_API void concord_search_options_init(concord_search_options* options);

typedef struct concord_search_stats {
  uint32_t struct_size;
  int32_t nprobe;         /* the most lists visited for one query by plan; 0 when every list was */
  int64_t lists_total;    /* lists of all generations, once for each query */
  int64_t lists_scanned;  /* lists visited, summed over queries; more than planned where filters left too few */
  int64_t rows_scanned;   /* rows whose distance was computed, summed over queries */
  int64_t rows_total;     /* rows of all sources, once for each query */
  double expected_recall; /* the least of the generations' calibrated recalls; 1 when exact; -1 unknown (nprobe was
                             given) */
  uint8_t exact;          /* 1 when the answer is the exact one */
  uint8_t reserved[7];    /* zero */
  int64_t device_queries; /* scans of one source for one query that the device finished; the processor did the others,
                             also where the device's memory was too small or too many rows lay as near as the last */
} concord_search_stats;

/*
 * Finds for each of n queries the k nearest rows of all sources that pass the filter and the exclusion.
 *
 * queries_nd: n*d float32, d the dimension of the sources. distances_nk, rows_nk: n*k; found_n: hits of each query.
 * Behind the last hit of a query distances are NaN and rows -1: fewer than k only when fewer rows qualify, for a query
 * whose planned lists held too few goes on to further lists. stats may be NULL; else set its struct_size. Fails with
 * CONCORD_BAD_ARGUMENT for NaN or infinite queries, for k < 1, and for sources of other dimensions.
 */
CONCORD_API concord_status concord_search(const concord_source* const* sources, int32_t source_count,
                                          const float* queries_nd, int64_t n, int64_t d,
                                          const concord_search_options* options, float* distances_nk, int64_t* rows_nk,
                                          int32_t* found_n, concord_search_stats* stats);

#ifdef __cplusplus
}
#endif

#endif
