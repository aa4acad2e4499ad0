#include "index/generation_layout.hpp"

#include <algorithm>
#include <cstring>

#include "core/dtype.hpp"
#include "core/hash.hpp"
#include "core/segment.hpp"

namespace concord::index {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "files are little-endian and mapped as they are");

constexpr char kMagic[8] = {'C', 'N', 'C', 'D', 'G', 'E', 'N', '1'};

// Sections begin on a page, so any SIMD load of a mapped row is as aligned as the row length allows.
constexpr std::int64_t kAlignment = 4096;

// Far beyond any real file, and small enough that no length computed below overflows: 2^40 rows of 2^18 bytes.
constexpr std::int64_t kMaxRows = std::int64_t{1} << 40;
constexpr std::int32_t kMaxLists = 1 << 24;

[[noreturn]] void corrupt(const std::string& path, const std::string& what) {
  throw Error(CONCORD_CORRUPT, text_of(path, ": ", what, "; restore the file or rebuild it"));
}

bool is_sane(const GenerationHeader& header) {
  const bool shape = header.dimension >= 1 && header.dimension <= kMaxDimension && is_stored_dtype(header.dtype);
  const bool metric = header.metric == CONCORD_INNER_PRODUCT || header.metric == CONCORD_L2;
  const bool counts = header.rows >= 0 && header.rows <= kMaxRows && header.last_row >= -1;
  const bool lists = header.lists >= 1 && header.lists <= kMaxLists;
  const bool plan = header.nprobe >= 1 && header.nprobe <= header.lists && header.calibrated_k >= 0;
  const bool recall = header.expected_recall >= 0.0 && header.expected_recall <= 1.0;
  return shape && metric && counts && lists && plan && recall;
}

bool same_place(const SectionEntry& a, const SectionEntry& b) {
  return a.offset == b.offset && a.length == b.length && a.block_bytes == b.block_bytes;
}

}  // namespace

void lay_out(GenerationHeader& header) {
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kGenerationVersion;
  header.header_bytes = kGenerationHeaderBytes;
  const std::int64_t row_bytes = header.dimension * dtype_size(header.dtype);
  const std::int64_t block_rows = std::max<std::int64_t>(1, kBlockBytes / row_bytes);
  const std::int64_t rows = header.rows;
  const std::array<std::int64_t, kSections> lengths = {std::int64_t{4} * header.lists * header.dimension,
                                                       std::int64_t{8} * (header.lists + 1),
                                                       rows * row_bytes,
                                                       rows * 8,
                                                       rows * 4,
                                                       rows * 16,
                                                       0};
  const std::array<std::int64_t, kSections> blocks = {0,           0, block_rows * row_bytes, kBlockBytes, kBlockBytes,
                                                      kBlockBytes, 0};
  std::int64_t offset = kGenerationHeaderBytes;
  std::int64_t hashes = 0;
  for (std::size_t i = 0; i < kSections; ++i) {
    const std::int64_t length = i + 1 < kSections ? lengths[i] : hashes * 8;
    header.sections[i] = {offset, length, header.sections[i].xxh3, blocks[i]};
    hashes += blocks_of(length, blocks[i]);
    header.file_bytes = offset + length;
    offset = (header.file_bytes + kAlignment - 1) / kAlignment * kAlignment;
  }
}

void seal(GenerationHeader& header) {
  header.xxh3 = hash64(&header, offsetof(GenerationHeader, xxh3));
}

GenerationHeader read_generation_header(const std::byte* bytes, std::int64_t size, const std::string& path) {
  GenerationHeader header;
  if (size < kGenerationHeaderBytes)
    corrupt(path, text_of("a generation header takes 4096 bytes, the file has ", size));
  std::memcpy(&header, bytes, sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) corrupt(path, "this is no generation file");
  if (hash64(&header, offsetof(GenerationHeader, xxh3)) != header.xxh3)
    corrupt(path, "the header checksum does not hold");
  if (header.version > kGenerationVersion) {
    throw Error(CONCORD_NEWER_FORMAT, text_of(path, ": generation format ", header.version,
                                              ", this library reads up to ", kGenerationVersion, "; update Concord"));
  }
  if (header.version != kGenerationVersion || !is_sane(header)) corrupt(path, "the header holds impossible numbers");
  // The whole layout follows from the shape, so the table must say what this version would have written.
  GenerationHeader expected = header;
  lay_out(expected);
  const bool same = std::equal(header.sections.begin(), header.sections.end(), expected.sections.begin(), same_place);
  if (!same || header.file_bytes != expected.file_bytes) corrupt(path, "the section table does not fit the shape");
  if (size != header.file_bytes) corrupt(path, text_of("the file has ", size, " bytes instead of ", header.file_bytes));
  return header;
}

}  // namespace concord::index
