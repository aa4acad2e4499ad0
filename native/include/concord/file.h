/*
 * Concord files: what must reach the disk. Locks, durable replacement, and append-only segments of vectors.
 *
 * .NET reports success when fsync fails and cannot fsync a directory, so everything that Concord acknowledges as stored
 * is written here. The first failed write or fsync of a writer poisons it: later calls return CONCORD_POISONED, since
 * the kernel may have marked lost pages clean (Rebello et al., ATC 2020). Reopen from the committed state instead.
 */
#ifndef CONCORD_FILE_H
#define CONCORD_FILE_H

#include "concord/core.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A lock on a file, held by this process until freed or until the process ends, however it ends. */
typedef struct concord_lock concord_lock;

/*
 * Takes an exclusive lock on the file `path`, creating it (mode 0600) when absent. Never waits.
 * `note` (may be NULL) is written into the file for people to read; it decides nothing.
 * Fails with CONCORD_LOCKED, quoting the holder's note, when another handle in any process holds it.
 */
CONCORD_API concord_status concord_lock_acquire(const char* path, const char* note, concord_lock** lock);

/* Releases the lock. The file stays. */
CONCORD_API void concord_lock_free(concord_lock* lock);

/*
 * Puts `size` bytes at `path` so that after a crash either the old or the new content is there, whole: a temporary file
 * in the same directory (O_EXCL, O_NOFOLLOW, mode 0600, name "<file>.tmp-<random>"), write, fsync, rename, fsync of the
 * directory.
 */
CONCORD_API concord_status concord_file_replace(const char* path, const void* bytes, int64_t size);

/* Makes the names in the directory `path` durable (fsync of the directory). */
CONCORD_API concord_status concord_directory_sync(const char* path);

/* Sets *is_network to 1 when `path` lies on a network file system, where locks and fsync cannot be trusted (NFS, SMB,
 * ...). */
CONCORD_API concord_status concord_path_is_network(const char* path, uint8_t* is_network);

/* What a segment or generation file says of itself; docs/storage-format.md gives the bytes. */
typedef struct concord_segment_info {
  uint32_t struct_size;
  uint8_t collection[16]; /* UUID of the collection the file belongs to */
  int32_t dimension;      /* elements a row, 1 .. 65,536 */
  int32_t dtype;          /* CONCORD_FLOAT32 or CONCORD_FLOAT16 */
  int64_t first_row;      /* row number of the first row of the file */
} concord_segment_info;

/* Fills *info with zeros and its size. */
CONCORD_API void concord_segment_info_init(concord_segment_info* info);

/* Rows that one checksum covers in a segment: the most that fit 64 KiB, at least 1. 0 for a bad shape. */
CONCORD_API int64_t concord_segment_chunk_rows(int32_t dimension, int32_t dtype);

/* Appends rows to one segment file. Used by one thread at a time. */
typedef struct concord_segment_writer concord_segment_writer;

/* Creates the segment file `path` with its header, fsyncs it and its directory. CONCORD_ALREADY_EXISTS when it is
 * there. */
CONCORD_API concord_status concord_segment_create(const char* path, const concord_segment_info* info,
                                                  concord_segment_writer** writer);

/*
 * Opens the segment file `path` for appending after its first `committed_rows` rows and cuts off whatever follows them:
 * rows that were written but never committed. CONCORD_CORRUPT when the file is shorter, or is not what *info says.
 */
CONCORD_API concord_status concord_segment_open(const char* path, const concord_segment_info* info,
                                                int64_t committed_rows, concord_segment_writer** writer);

/*
 * Appends n rows of the segment's dimension and element type. They are in the operating system's hands, not durable,
 * until concord_segment_sync returns. hashes: ceil(n / concord_segment_chunk_rows) XXH3-64 values, one for each run of
 * chunk_rows rows of this call (the last may be shorter); the caller commits them with the rows.
 */
CONCORD_API concord_status concord_segment_append(concord_segment_writer* writer, const void* rows_nd, int64_t n,
                                                  uint64_t* hashes);

/* Makes all appended rows durable (fsync). */
CONCORD_API concord_status concord_segment_sync(concord_segment_writer* writer);

/* Closes the file. Rows not synced may be lost. */
CONCORD_API void concord_segment_writer_free(concord_segment_writer* writer);

#ifdef __cplusplus
}
#endif

#endif
