// Segment files: rows in arrival order behind a header page. docs/storage-format.md gives the bytes.
//
//   0     magic "CNCDSEG1"
//   8     version, u32 (1)
//   12    header bytes, u32 (4096); row i begins at 4096 + i * row bytes
//   16    collection UUID, 16 bytes
//   32    dimension, u32
//   36    element type, u32 (a concord_dtype)
//   40    number of the first row, i64
//   48    zeros
//   4088  XXH3-64 of the 4088 bytes before
//
// All numbers are little-endian. A header page keeps rows aligned for any SIMD load in a mapped file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace concord {

constexpr std::int64_t kSegmentHeaderBytes = 4096;
constexpr std::uint32_t kSegmentVersion = 1;
constexpr std::int32_t kMaxDimension = 65536;

struct SegmentHeader {
  std::array<std::uint8_t, 16> collection{};
  std::int32_t dimension = 0;
  std::int32_t dtype = 0;
  std::int64_t first_row = 0;

  std::int64_t row_bytes() const;
};

using SegmentHeaderPage = std::array<std::byte, kSegmentHeaderBytes>;

// Throws CONCORD_BAD_ARGUMENT, naming the number, unless the shape can be stored.
void require_storable(const SegmentHeader& header);

// The first page of a segment file.
SegmentHeaderPage write_segment_header(const SegmentHeader& header);

// Reads and verifies the header of a segment file of which the first `size` bytes are given (kSegmentHeaderBytes are
// enough). Throws CONCORD_CORRUPT, or CONCORD_NEWER_FORMAT for a later version. `path` is for the text.
SegmentHeader read_segment_header(const std::byte* bytes, std::int64_t size, const std::string& path);

// Throws CONCORD_CORRUPT, naming the first difference, unless the file is the one that was expected.
void require_same_segment(const SegmentHeader& found, const SegmentHeader& expected, const std::string& path);

// Rows that one checksum covers: the most that fit 64 KiB, at least 1. 0 for a shape that cannot be stored.
std::int64_t segment_chunk_rows(std::int32_t dimension, std::int32_t dtype);

}  // namespace concord
