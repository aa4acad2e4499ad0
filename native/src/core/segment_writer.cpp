#include "core/segment_writer.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "core/hash.hpp"

namespace concord {
namespace {

SegmentHeader header_of(const FileWriter& file) {
  SegmentHeaderPage page;
  const std::int64_t size = read_at(file.descriptor(), 0, page.data(), kSegmentHeaderBytes, file.path());
  return read_segment_header(page.data(), size, file.path());
}

// Bytes of a segment file of so many rows.
std::int64_t file_bytes(const SegmentHeader& header, std::int64_t rows) {
  const std::int64_t most = (std::numeric_limits<std::int64_t>::max() - kSegmentHeaderBytes) / header.row_bytes();
  require(rows >= 0 && rows <= most, "committed_rows is ", rows, ", it must be 0 to ", most);
  return kSegmentHeaderBytes + rows * header.row_bytes();
}

}  // namespace

SegmentWriter::SegmentWriter(FileWriter file, const SegmentHeader& header)
    : file_(std::move(file)),
      row_bytes_(header.row_bytes()),
      chunk_rows_(segment_chunk_rows(header.dimension, header.dtype)) {}

SegmentWriter SegmentWriter::create(const std::string& path, const SegmentHeader& header) {
  require_storable(header);
  const SegmentHeaderPage page = write_segment_header(header);
  DurableReplacement file(path);
  file.writer().append(page.data(), kSegmentHeaderBytes);
  file.commit(IfExists::kFail);
  return SegmentWriter(FileWriter::open(path), header);
}

SegmentWriter SegmentWriter::open(const std::string& path, const SegmentHeader& header, std::int64_t committed_rows) {
  require_storable(header);
  const std::int64_t committed_bytes = file_bytes(header, committed_rows);
  FileWriter file = FileWriter::open(path);
  require_same_segment(header_of(file), header, path);
  if (file.size() < committed_bytes) {
    throw Error(CONCORD_CORRUPT, text_of(path, ": ", committed_rows, " committed rows take ", committed_bytes,
                                         " bytes, the file has ", file.size()));
  }
  if (file.size() > committed_bytes) file.truncate(committed_bytes);
  return SegmentWriter(std::move(file), header);
}

void SegmentWriter::append(const void* rows_nd, std::int64_t n, std::uint64_t* hashes) {
  file_.append(rows_nd, n * row_bytes_);
  const auto* bytes = static_cast<const char*>(rows_nd);
  for (std::int64_t first = 0; first < n; first += chunk_rows_) {
    *hashes++ = hash64(bytes + first * row_bytes_, std::min(chunk_rows_, n - first) * row_bytes_);
  }
}

}  // namespace concord
