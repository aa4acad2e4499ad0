// concord/file.h: locks, durable files, segments.
#include "concord/file.h"

#include <algorithm>
#include <cstddef>

#include "abi/guard.hpp"
#include "abi/options.hpp"
#include "abi/size.hpp"
#include "core/directory.hpp"
#include "core/file_lock.hpp"
#include "core/file_writer.hpp"
#include "core/segment_writer.hpp"

struct concord_lock {
  concord::FileLock held;
};

struct concord_segment_writer {
  concord::SegmentWriter held;
  std::int64_t row_bytes;
};

namespace {

using concord::require;
using concord::SegmentHeader;
using concord::SegmentWriter;
using concord::abi::guard;

void require_path(const char* path) {
  require(path != nullptr && *path != '\0', "path is NULL or empty");
}

SegmentHeader header_of(const concord_segment_info* caller_info) {
  const auto info = concord::abi::own_copy(caller_info, CONCORD_SIZE_UP_TO(concord_segment_info, first_row), "info");
  SegmentHeader header;
  std::copy(std::begin(info.collection), std::end(info.collection), header.collection.begin());
  header.dimension = info.dimension;
  header.dtype = info.dtype;
  header.first_row = info.first_row;
  concord::require_storable(header);
  return header;
}

}  // namespace

concord_status concord_lock_acquire(const char* path, const char* note, concord_lock** lock) {
  return guard([&] {
    require_path(path);
    require(lock != nullptr, "lock is NULL");
    *lock = new concord_lock{concord::FileLock(path, note == nullptr ? "" : note)};
  });
}

void concord_lock_free(concord_lock* lock) {
  delete lock;
}

concord_status concord_file_replace(const char* path, const void* bytes, int64_t size) {
  return guard([&] {
    require_path(path);
    require(size >= 0, "size is ", size);
    require(bytes != nullptr || size == 0, "bytes is NULL");
    concord::DurableReplacement file(path);
    file.writer().append(bytes, size);
    file.commit(concord::IfExists::kReplace);
  });
}

concord_status concord_directory_sync(const char* path) {
  return guard([&] {
    require_path(path);
    concord::sync_directory(path);
  });
}

concord_status concord_path_is_network(const char* path, uint8_t* is_network) {
  return guard([&] {
    require_path(path);
    require(is_network != nullptr, "is_network is NULL");
    *is_network = concord::is_on_network(path) ? 1 : 0;
  });
}

void concord_segment_info_init(concord_segment_info* info) {
  concord::abi::init(info);
}

int64_t concord_segment_chunk_rows(int32_t dimension, int32_t dtype) {
  return concord::segment_chunk_rows(dimension, dtype);
}

concord_status concord_segment_create(const char* path, const concord_segment_info* info,
                                      concord_segment_writer** writer) {
  return guard([&] {
    require_path(path);
    require(writer != nullptr, "writer is NULL");
    const SegmentHeader header = header_of(info);
    *writer = new concord_segment_writer{SegmentWriter::create(path, header), header.row_bytes()};
  });
}

concord_status concord_segment_open(const char* path, const concord_segment_info* info, int64_t committed_rows,
                                    concord_segment_writer** writer) {
  return guard([&] {
    require_path(path);
    require(writer != nullptr, "writer is NULL");
    const SegmentHeader header = header_of(info);
    *writer = new concord_segment_writer{SegmentWriter::open(path, header, committed_rows), header.row_bytes()};
  });
}

concord_status concord_segment_append(concord_segment_writer* writer, const void* rows_nd, int64_t n,
                                      uint64_t* hashes) {
  return guard([&] {
    require(writer != nullptr, "writer is NULL");
    require(n >= 0, "n is ", n);
    concord::abi::product({n, writer->row_bytes}, "n * the bytes of a row");
    require(n == 0 || (rows_nd != nullptr && hashes != nullptr), "rows_nd or hashes is NULL");
    writer->held.append(rows_nd, n, hashes);
  });
}

concord_status concord_segment_sync(concord_segment_writer* writer) {
  return guard([&] {
    require(writer != nullptr, "writer is NULL");
    writer->held.sync();
  });
}

void concord_segment_writer_free(concord_segment_writer* writer) {
  delete writer;
}
