/* The C ABI from plain C, through the shared library: versions, errors, options, NULL everywhere, one round of each
 * room. */
#include <concord/concord.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                                                                     \
  do {                                                                                                       \
    if (!(condition)) {                                                                                      \
      fprintf(stderr, "%s:%d: %s (last error: %s)\n", __FILE__, __LINE__, #condition, concord_last_error()); \
      ++failures;                                                                                            \
    }                                                                                                        \
  } while (0)

static void versions_are_those_of_the_header(void) {
  CHECK(concord_abi_version() == ((uint32_t)CONCORD_ABI_MAJOR << 16 | (uint32_t)CONCORD_ABI_MINOR));
  CHECK(strlen(concord_version()) >= 5);
  CHECK(strlen(concord_faiss_version()) >= 5);
  CHECK(strlen(concord_simd_level()) > 0);
}

static void releasing_null_is_allowed(void) {
  concord_cancel_free(NULL);
  concord_cancel_raise(NULL);
  concord_lock_free(NULL);
  concord_segment_writer_free(NULL);
  concord_source_free(NULL);
}

static void null_is_a_bad_argument(void) {
  CHECK(concord_cancel_create(NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_hash64(NULL, 1, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_lock_acquire(NULL, NULL, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_file_replace(NULL, NULL, 0) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_directory_sync(NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_path_is_network(NULL, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_segment_create(NULL, NULL, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_segment_open(NULL, NULL, 0, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_segment_append(NULL, NULL, 0, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_segment_sync(NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_pool_maps(NULL, 1, 1, 1, 1, NULL, NULL, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_pool_tokens(NULL, 1, 1, 1, NULL, NULL, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_preprocess_rgb8(NULL, 1, 1, 3, NULL, NULL) == CONCORD_BAD_ARGUMENT);
  CHECK(concord_vectors_convert(NULL, CONCORD_FLOAT32, 1, 1, 0, NULL, CONCORD_FLOAT32) == CONCORD_BAD_ARGUMENT);
  CHECK(strstr(concord_last_error(), "NULL") != NULL);
}

static void hash_is_xxh3(void) {
  uint64_t hash = 0;
  CHECK(concord_hash64("", 0, &hash) == CONCORD_OK);
  CHECK(hash == UINT64_C(0x2D06800538D394C2));
}

static void element_types_have_their_sizes(void) {
  CHECK(concord_dtype_size(CONCORD_FLOAT32) == 4);
  CHECK(concord_dtype_size(CONCORD_FLOAT16) == 2);
  CHECK(concord_dtype_size(CONCORD_BFLOAT16) == 2);
  CHECK(concord_dtype_size(0) == 0);
}

/* A caller of an older header, whose struct ended after `mode`; what lies behind it must not be read. */
static void older_options_are_filled_with_defaults(void) {
  const float map[4] = {1, 2, 3, 4};
  float vector = 0;
  concord_pool_options options;
  memset(&options, 0xFF, sizeof options);
  options.struct_size = 8;
  options.mode = CONCORD_POOL_AVERAGE;
  CHECK(concord_pool_maps(map, 1, 1, 2, 2, NULL, &options, &vector) == CONCORD_OK);
  CHECK(vector == 2.5f);
}

/* A caller of a newer header, whose struct has grown. */
static void newer_options_are_read_as_far_as_known(void) {
  struct {
    concord_pool_options known;
    int64_t grown;
  } options;
  const float map[4] = {1, 2, 3, 4};
  float vector = 0;
  concord_pool_options_init(&options.known);
  options.known.struct_size = sizeof options;
  options.grown = -1;
  options.known.mode = CONCORD_POOL_MAX;
  CHECK(concord_pool_maps(map, 1, 1, 2, 2, NULL, &options.known, &vector) == CONCORD_OK);
  CHECK(vector == 4.0f);
}

static void preprocess_makes_planes(void) {
  const uint8_t rgb[6] = {0, 51, 255, 0, 51, 255};
  float tensor[6];
  concord_preprocess_options options;
  concord_preprocess_options_init(&options);
  options.output_width = 2;
  options.output_height = 1;
  CHECK(concord_preprocess_rgb8(rgb, 2, 1, 6, &options, tensor) == CONCORD_OK);
  CHECK(tensor[0] == 0.0f && fabsf(tensor[2] - 0.2f) < 1e-7f && tensor[5] == 1.0f);
}

static void lock_is_exclusive(const char* path) {
  concord_lock* first = NULL;
  concord_lock* second = NULL;
  CHECK(concord_lock_acquire(path, "the C test", &first) == CONCORD_OK);
  CHECK(concord_lock_acquire(path, NULL, &second) == CONCORD_LOCKED);
  CHECK(second == NULL);
  CHECK(strstr(concord_last_error(), "the C test") != NULL);
  concord_lock_free(first);
  CHECK(concord_lock_acquire(path, NULL, &second) == CONCORD_OK);
  concord_lock_free(second);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  versions_are_those_of_the_header();
  releasing_null_is_allowed();
  null_is_a_bad_argument();
  hash_is_xxh3();
  element_types_have_their_sizes();
  older_options_are_filled_with_defaults();
  newer_options_are_read_as_far_as_known();
  preprocess_makes_planes();
  lock_is_exclusive(argv[1]);
  if (failures == 0) printf("all checks hold\n");
  return failures == 0 ? 0 : 1;
}
