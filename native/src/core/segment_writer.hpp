// Appending rows to a segment file.
#pragma once

#include <cstdint>
#include <string>

#include "core/file_writer.hpp"
#include "core/segment.hpp"

namespace concord {

// Used by one thread at a time. Poisoned by its first failure, as FileWriter is.
class SegmentWriter {
 public:
  // The file appears with its whole header or not at all, durably. Throws CONCORD_ALREADY_EXISTS when the name is
  // taken.
  static SegmentWriter create(const std::string& path, const SegmentHeader& header);

  // Goes on after the first `committed_rows` rows and cuts off what follows them.
  // Throws CONCORD_CORRUPT when the file is shorter or its header is not `header`.
  static SegmentWriter open(const std::string& path, const SegmentHeader& header, std::int64_t committed_rows);

  // Appends n rows and gives the XXH3-64 of each run of segment_chunk_rows rows of this call, the last maybe shorter.
  // `hashes` is written only when all rows were.
  void append(const void* rows_nd, std::int64_t n, std::uint64_t* hashes);

  void sync() { file_.sync(); }

 private:
  SegmentWriter(FileWriter file, const SegmentHeader& header);

  FileWriter file_;
  std::int64_t row_bytes_;
  std::int64_t chunk_rows_;
};

}  // namespace concord
