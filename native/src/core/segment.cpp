#include "core/segment.hpp"

#include <algorithm>
#include <cstring>

#include "core/dtype.hpp"
#include "core/error.hpp"
#include "core/hash.hpp"

namespace concord {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "files are little-endian and mapped as they are");

constexpr char kMagic[8] = {'C', 'N', 'C', 'D', 'S', 'E', 'G', '1'};
constexpr std::int64_t kHashedBytes = kSegmentHeaderBytes - 8;
constexpr std::int64_t kChunkBytes = 64 * 1024;

// The page as it lies in the file.
struct Layout {
  char magic[8];
  std::uint32_t version;
  std::uint32_t header_bytes;
  std::uint8_t collection[16];
  std::uint32_t dimension;
  std::uint32_t dtype;
  std::int64_t first_row;
  std::uint8_t zeros[kHashedBytes - 48];
  std::uint64_t xxh3;
};
static_assert(sizeof(Layout) == kSegmentHeaderBytes && offsetof(Layout, xxh3) == kHashedBytes);

[[noreturn]] void corrupt(const std::string& path, const std::string& what) {
  throw Error(CONCORD_CORRUPT, text_of(path, ": ", what));
}

bool is_storable(std::int64_t dimension, std::int64_t dtype) {
  return dimension >= 1 && dimension <= kMaxDimension && (dtype == CONCORD_FLOAT32 || dtype == CONCORD_FLOAT16);
}

Layout read_layout(const std::byte* bytes, std::int64_t size, const std::string& path) {
  Layout page;
  if (size < kSegmentHeaderBytes) corrupt(path, text_of("a segment header takes 4096 bytes, the file has ", size));
  std::memcpy(&page, bytes, sizeof page);
  return page;
}

}  // namespace

std::int64_t SegmentHeader::row_bytes() const {
  return dimension * dtype_size(dtype);
}

void require_storable(const SegmentHeader& header) {
  require(header.dimension >= 1 && header.dimension <= kMaxDimension, "dimension is ", header.dimension,
          ", it must be 1 to ", kMaxDimension);
  require(is_stored_dtype(header.dtype), "dtype is ", header.dtype, ", rows are stored as float32 (1) or float16 (2)");
  require(header.first_row >= 0, "first_row is ", header.first_row, ", it must not be negative");
}

SegmentHeaderPage write_segment_header(const SegmentHeader& header) {
  Layout page = {};
  std::memcpy(page.magic, kMagic, sizeof kMagic);
  page.version = kSegmentVersion;
  page.header_bytes = kSegmentHeaderBytes;
  std::copy(header.collection.begin(), header.collection.end(), page.collection);
  page.dimension = static_cast<std::uint32_t>(header.dimension);
  page.dtype = static_cast<std::uint32_t>(header.dtype);
  page.first_row = header.first_row;
  page.xxh3 = hash64(&page, kHashedBytes);
  SegmentHeaderPage bytes;
  std::memcpy(bytes.data(), &page, sizeof page);
  return bytes;
}

SegmentHeader read_segment_header(const std::byte* bytes, std::int64_t size, const std::string& path) {
  const Layout page = read_layout(bytes, size, path);
  if (std::memcmp(page.magic, kMagic, sizeof kMagic) != 0) corrupt(path, "not a segment file");
  // Before the checksum: a later version may keep it elsewhere.
  if (page.version > kSegmentVersion) {
    throw Error(CONCORD_NEWER_FORMAT, text_of(path, ": segment version ", page.version, ", this library reads up to ",
                                              kSegmentVersion, "; update Concord"));
  }
  if (page.xxh3 != hash64(&page, kHashedBytes)) corrupt(path, "the checksum of the segment header does not hold");
  if (page.version == 0 || page.header_bytes != kSegmentHeaderBytes) corrupt(path, "the segment header is malformed");
  if (!is_storable(page.dimension, page.dtype) || page.first_row < 0)
    corrupt(path, "the segment's shape is impossible");
  SegmentHeader header;
  std::copy(page.collection, page.collection + 16, header.collection.begin());
  header.dimension = static_cast<std::int32_t>(page.dimension);
  header.dtype = static_cast<std::int32_t>(page.dtype);
  header.first_row = page.first_row;
  return header;
}

void require_same_segment(const SegmentHeader& found, const SegmentHeader& expected, const std::string& path) {
  if (found.collection != expected.collection) corrupt(path, "the segment belongs to another collection");
  if (found.dimension != expected.dimension) {
    corrupt(path, text_of("the segment has dimension ", found.dimension, ", expected ", expected.dimension));
  }
  if (found.dtype != expected.dtype) {
    corrupt(path, text_of("the segment holds ", dtype_name(found.dtype), ", expected ", dtype_name(expected.dtype)));
  }
  if (found.first_row != expected.first_row) {
    corrupt(path, text_of("the segment begins at row ", found.first_row, ", expected ", expected.first_row));
  }
}

std::int64_t segment_chunk_rows(std::int32_t dimension, std::int32_t dtype) {
  if (!is_storable(dimension, dtype)) return 0;
  return std::max<std::int64_t>(1, kChunkBytes / (dimension * dtype_size(dtype)));
}

}  // namespace concord
