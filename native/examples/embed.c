/*
 * The engine in another program, in C: pools two feature maps into vectors, stores them in a segment file, opens the
 * file as a source and finds the nearest row of each vector.
 *
 *   concord_embed FOLDER      (an existing folder; writes FOLDER/rows.seg)
 */
#include <concord/concord.h>
#include <stdio.h>
#include <stdlib.h>

enum { IMAGES = 2, CHANNELS = 8, SIDE = 14 };

/* Ends the program with the library's own words when a call failed. */
static void check(concord_status status, const char* what) {
  if (status == CONCORD_OK) return;
  fprintf(stderr, "%s failed with status %d: %s\n", what, (int)status, concord_last_error());
  exit(1);
}

/* Stands for what a model returns: channel c of image i rises by its own slope. */
static void fill_maps(float* maps_nchw) {
  for (int image = 0; image < IMAGES; ++image) {
    for (int channel = 0; channel < CHANNELS; ++channel) {
      const float slope = (float)((channel + 1) * (image == 0 ? 1 : CHANNELS - channel));
      for (int position = 0; position < SIDE * SIDE; ++position) *maps_nchw++ = slope * (float)position;
    }
  }
}

/* Averages each map into one vector of unit length. */
static void pool(const float* maps_nchw, float* vectors_nd) {
  concord_pool_options options;
  concord_pool_options_init(&options);
  options.mode = CONCORD_POOL_AVERAGE;
  options.l2_normalize = 1;
  check(concord_pool_maps(maps_nchw, IMAGES, CHANNELS, SIDE, SIDE, NULL, &options, vectors_nd), "pooling");
}

/* Stores the vectors durably and gives the checksum of their one chunk. */
static uint64_t store(const char* path, const concord_segment_info* info, const float* vectors_nd) {
  concord_segment_writer* writer = NULL;
  uint64_t hash = 0;
  check(concord_segment_create(path, info, &writer), "creating the segment");
  check(concord_segment_append(writer, vectors_nd, IMAGES, &hash), "appending");
  check(concord_segment_sync(writer), "making the rows durable");
  concord_segment_writer_free(writer);
  return hash;
}

/* Prints the nearest row of each vector. */
static void search(const concord_source* source, const float* queries_nd) {
  concord_search_options options;
  float distances[IMAGES];
  int64_t rows[IMAGES];
  int32_t found[IMAGES];
  concord_search_options_init(&options);
  options.metric = CONCORD_L2;
  options.k = 1;
  check(concord_search(&source, 1, queries_nd, IMAGES, CHANNELS, &options, distances, rows, found, NULL), "searching");
  for (int image = 0; image < IMAGES; ++image) {
    printf("nearest to image %d: row %lld, squared distance %g\n", image, (long long)rows[image],
           (double)distances[image]);
  }
}

int main(int argc, char** argv) {
  static float maps[IMAGES * CHANNELS * SIDE * SIDE];
  float vectors[IMAGES * CHANNELS];
  char path[4096];
  concord_segment_info info;
  concord_chunk chunk = {0, IMAGES, 0};
  concord_source* source = NULL;
  if (argc != 2 || snprintf(path, sizeof path, "%s/rows.seg", argv[1]) >= (int)sizeof path) {
    fprintf(stderr, "usage: concord_embed FOLDER\n");
    return 2;
  }
  fill_maps(maps);
  pool(maps, vectors);
  concord_segment_info_init(&info);
  info.dimension = CHANNELS;
  info.dtype = CONCORD_FLOAT32;
  chunk.xxh3 = store(path, &info, vectors);
  check(concord_source_open_segment(path, &info, IMAGES, &chunk, 1, &source), "opening the segment");
  search(source, vectors);
  concord_source_free(source);
  return 0;
}
