// The bytes of a generation file's header page. docs/storage-format.md explains them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "index/source.hpp"

namespace concord::index {

constexpr std::int64_t kGenerationHeaderBytes = 4096;
// Version 1 had no codes. It is read, and no longer written.
constexpr std::uint32_t kGenerationVersion = 2;

// No block of rows, row numbers, norms or lookup entries is larger, unless one row is.
constexpr std::int64_t kBlockBytes = 64 * 1024;

// The parts of a generation file; values are places in the header's table.
enum class Section : std::size_t {
  kCentroids = 0,     // f32[lists][dimension]
  kListOffsets = 1,   // i64[lists + 1], positions
  kRows = 2,          // [rows][dimension] of the element type, list by list
  kRowNumbers = 3,    // i64[rows]; ascending within a list
  kSquaredNorms = 4,  // f32[rows]
  kLookup = 5,        // {row number i64, position i64}[rows], ascending
  kBlockHashes = 6,   // u64 for each block of sections 2 .. 5, 7 and 8, in that order
  kCodes = 7,         // i8[rows][dimension], list by list: see row_codes.hpp
  kCodeScales = 8     // {scale f32, error f32}[rows]
};
constexpr std::size_t kSections = 9;

// The sections that follow the header, one behind the other.
constexpr std::array<Section, kSections> kFileOrder = {
    Section::kCentroids, Section::kListOffsets, Section::kRows,       Section::kRowNumbers, Section::kSquaredNorms,
    Section::kLookup,    Section::kCodes,       Section::kCodeScales, Section::kBlockHashes};

// Those under checksums block by block, in the order of their checksums.
constexpr std::array<Section, 6> kBlocked = {Section::kRows,   Section::kRowNumbers, Section::kSquaredNorms,
                                             Section::kLookup, Section::kCodes,      Section::kCodeScales};

struct SectionEntry {
  std::int64_t offset;       // from the start of the file
  std::int64_t length;       // bytes
  std::uint64_t xxh3;        // of the section; of its block hashes when it has blocks
  std::int64_t block_bytes;  // bytes under one checksum; 0: the section is one block, verified at open
};

// One entry of kLookup.
struct LookupEntry {
  std::int64_t row;
  std::int64_t position;
};

struct GenerationHeader {
  char magic[8];
  std::uint32_t version;
  std::uint32_t header_bytes;
  std::array<std::uint8_t, 16> collection;
  std::int32_t dimension;
  std::int32_t dtype;
  std::int32_t metric;
  std::int32_t lists;
  std::int64_t rows;
  std::int64_t last_row;
  std::int32_t nprobe;
  std::int32_t calibrated_k;
  double expected_recall;
  std::uint64_t seed;
  std::int64_t file_bytes;
  std::array<SectionEntry, kSections> sections;
  std::array<std::uint8_t, 3704> zeros;
  std::uint64_t xxh3;  // of the bytes before

  const SectionEntry& section(Section which) const { return sections[static_cast<std::size_t>(which)]; }
  SectionEntry& section(Section which) { return sections[static_cast<std::size_t>(which)]; }
};
static_assert(offsetof(GenerationHeader, rows) == 48 && offsetof(GenerationHeader, sections) == 96);
static_assert(sizeof(GenerationHeader) == kGenerationHeaderBytes && offsetof(GenerationHeader, xxh3) == 4088);

// Blocks of `length` bytes under checksums of `block_bytes` each.
constexpr std::int64_t blocks_of(std::int64_t length, std::int64_t block_bytes) {
  return block_bytes > 0 ? (length + block_bytes - 1) / block_bytes : 0;
}

// Fills in magic, the offsets, lengths and block sizes of all sections for the shape already set, and the version where
// it is 0.
void lay_out(GenerationHeader& header);

// Sets the checksum of the page.
void seal(GenerationHeader& header);

// Reads and verifies the page of a file of `size` bytes: checksum, version, sane counts, and that every section is
// where this version puts it, within the file. Throws CONCORD_CORRUPT or CONCORD_NEWER_FORMAT.
GenerationHeader read_generation_header(const std::byte* bytes, std::int64_t size, const std::string& path);

}  // namespace concord::index
