#include "index/generation_layout.hpp"

#include <algorithm>
#include <cstring>

#include "core/dtype.hpp"
#include "core/hash.hpp"
#include "core/segment.hpp"
#include "index/row_codes.hpp"

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

bool is_of_version(Section section, std::uint32_t version) {
  return version >= 2 || section < Section::kCodes;
}

bool same_place(const SectionEntry& a, const SectionEntry& b) {
  return a.offset == b.offset && a.length == b.length && a.block_bytes == b.block_bytes;
}

}  // namespace

void lay_out(GenerationHeader& header) {
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  if (header.version == 0) header.version = kGenerationVersion;
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
                                                       0,
                                                       rows * header.dimension,
                                                       rows * static_cast<std::int64_t>(sizeof(CodeScale))};
  const std::int64_t block_codes = std::max<std::int64_t>(1, kBlockBytes / header.dimension) * header.dimension;
  const std::array<std::int64_t, kSections> blocks = {
      0, 0, block_rows * row_bytes, kBlockBytes, kBlockBytes, kBlockBytes, 0, block_codes, kBlockBytes};
  std::int64_t offset = kGenerationHeaderBytes;
  std::int64_t hashes = 0;
  for (const Section section : kFileOrder) {
    const auto i = static_cast<std::size_t>(section);
    SectionEntry& entry = header.sections[i];
    if (!is_of_version(section, header.version)) {
      entry = {};
      continue;
    }
    entry = {offset, section == Section::kBlockHashes ? hashes * 8 : lengths[i], entry.xxh3, blocks[i]};
    hashes += blocks_of(entry.length, entry.block_bytes);
    header.file_bytes = offset + entry.length;
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
  if (header.version == 0 || !is_sane(header)) corrupt(path, "the header holds impossible numbers");
  // The whole layout follows from the shape, so the table must say what this version would have written.
  GenerationHeader expected = header;
  lay_out(expected);
  const bool same = std::equal(header.sections.begin(), header.sections.end(), expected.sections.begin(), same_place);
  if (!same || header.file_bytes != expected.file_bytes) corrupt(path, "the section table does not fit the shape");
  if (size != header.file_bytes) corrupt(path, text_of("the file has ", size, " bytes instead of ", header.file_bytes));
  return header;
}

}  // namespace concord::index
