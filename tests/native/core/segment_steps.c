/*
 * Takes a segment through its life and prints the status of each step, for tests that let system calls fail:
 *   segment_steps PATH  ->  "create append sync append sync reopen" as six numbers, -1 for a step that could not be
 * tried. The reopening goes on after what was acknowledged, as a recovery does.
 */
#include <concord/file.h>
#include <stdio.h>

static const float kRows[6] = {1, 2, 3, 4, 5, 6};

int main(int argc, char** argv) {
  int32_t status[6] = {-1, -1, -1, -1, -1, -1};
  int64_t committed = 0;
  uint64_t hash = 0;
  concord_segment_info info;
  concord_segment_writer* writer = NULL;
  if (argc != 2) return 2;
  concord_segment_info_init(&info);
  info.dimension = 3;
  info.dtype = CONCORD_FLOAT32;
  status[0] = concord_segment_create(argv[1], &info, &writer);
  for (int step = 1; writer != NULL && step < 5; step += 2) {
    status[step] = concord_segment_append(writer, kRows, 2, &hash);
    status[step + 1] = concord_segment_sync(writer);
    if (status[step] == CONCORD_OK && status[step + 1] == CONCORD_OK) committed += 2;
  }
  concord_segment_writer_free(writer);
  writer = NULL;
  status[5] = concord_segment_open(argv[1], &info, committed, &writer);
  concord_segment_writer_free(writer);
  for (int step = 0; step < 6; ++step) printf("%d ", (int)status[step]);
  printf("\n");
  return 0;
}
