#include "index/generation_source.hpp"

#include <algorithm>

#include "core/dtype.hpp"
#include "core/hash.hpp"
#include "index/canonical.hpp"

namespace concord::index {
namespace {

std::int64_t block_total(const GenerationHeader& header, Section section) {
  const SectionEntry& entry = header.section(section);
  return blocks_of(entry.length, entry.block_bytes);
}

}  // namespace

GenerationSource::GenerationSource(const std::string& path, const std::array<std::uint8_t, 16>& collection)
    : path_(path),
      file_(MappedFile::open(path)),
      header_(read_generation_header(file_.data(), file_.size(), path)),
      rows_{Section::kRows, {path, "row", block_total(header_, Section::kRows)}},
      numbers_{Section::kRowNumbers, {path, "row number", block_total(header_, Section::kRowNumbers)}},
      norms_{Section::kSquaredNorms, {path, "norm", block_total(header_, Section::kSquaredNorms)}},
      lookup_{Section::kLookup, {path, "lookup", block_total(header_, Section::kLookup)}},
      codes_{Section::kCodes, {path, "code", block_total(header_, Section::kCodes)}},
      code_scales_{Section::kCodeScales, {path, "code scale", block_total(header_, Section::kCodeScales)}} {
  if (header_.collection != collection) {
    throw Error(CONCORD_CORRUPT, text_of(path, ": the file belongs to another collection"));
  }
  verify_whole_sections();
  verify_list_table();
  shape_.dimension = header_.dimension;
  shape_.dtype = header_.dtype;
  shape_.metric = header_.metric;
  shape_.rows = header_.rows;
  shape_.last_row = header_.last_row;
  shape_.lists = header_.lists;
  shape_.nprobe = header_.nprobe;
  shape_.expected_recall = header_.expected_recall;
  shape_.calibrated_k = header_.calibrated_k;
  shape_.file_bytes = file_.size();
  shape_.row_bytes = header_.dimension * dtype_size(header_.dtype);
  measure_centroids();
}

void GenerationSource::verify_whole_sections() const {
  for (const Section section : {Section::kCentroids, Section::kListOffsets, Section::kBlockHashes}) {
    const SectionEntry& entry = header_.section(section);
    if (hash64(at(section), entry.length) == entry.xxh3) continue;
    throw Error(CONCORD_CORRUPT, text_of(path_, ": the checksum of section ", static_cast<int>(section),
                                         " does not hold; restore the file or rebuild it"));
  }
}

void GenerationSource::verify_list_table() const {
  const std::int64_t* table = offsets();
  const bool ends = table[0] == 0 && table[header_.lists] == header_.rows;
  if (ends && std::is_sorted(table, table + header_.lists + 1)) return;
  throw Error(CONCORD_CORRUPT, text_of(path_, ": the list table does not ascend from 0 to ", header_.rows));
}

void GenerationSource::measure_centroids() {
  const std::byte* centroid = at(Section::kCentroids);
  for (std::int32_t list = 0; list < header_.lists; ++list, centroid += std::int64_t{4} * header_.dimension) {
    centroid_norms_.push_back(squared_norm(centroid, CONCORD_FLOAT32, header_.dimension));
  }
}

RowRange GenerationSource::list(std::int64_t list) const {
  return {offsets()[list], offsets()[list + 1]};
}

std::int64_t GenerationSource::list_of(std::int64_t position) const {
  return std::upper_bound(offsets(), offsets() + header_.lists + 1, position) - offsets() - 1;
}

RowSpan GenerationSource::centroids() const {
  RowSpan span;
  span.rows = at(Section::kCentroids);
  span.squared_norms = centroid_norms_.data();
  span.count = header_.lists;
  span.row_bytes = std::int64_t{4} * header_.dimension;
  span.dtype = CONCORD_FLOAT32;
  return span;
}

RowSpan GenerationSource::span(RowRange range) const {
  ensure(rows_, range.begin * shape_.row_bytes, range.end * shape_.row_bytes);
  return rows_at(range);
}

RowSpan GenerationSource::coded_span(RowRange range) const {
  constexpr std::int64_t kScaleBytes = sizeof(CodeScale);
  ensure(codes_, range.begin * shape_.dimension, range.end * shape_.dimension);
  ensure(code_scales_, range.begin * kScaleBytes, range.end * kScaleBytes);
  RowSpan span = rows_at(range);
  span.codes = reinterpret_cast<const std::int8_t*>(at(Section::kCodes)) + range.begin * shape_.dimension;
  span.code_scales = reinterpret_cast<const CodeScale*>(at(Section::kCodeScales)) + range.begin;
  return span;
}

// All but the rows themselves is verified.
RowSpan GenerationSource::rows_at(RowRange range) const {
  ensure(numbers_, range.begin * 8, range.end * 8);
  ensure(norms_, range.begin * 4, range.end * 4);
  RowSpan span;
  span.rows = at(Section::kRows) + range.begin * shape_.row_bytes;
  span.numbers = row_numbers() + range.begin;
  span.squared_norms = reinterpret_cast<const float*>(at(Section::kSquaredNorms)) + range.begin;
  span.count = range.size();
  span.row_bytes = shape_.row_bytes;
  span.dtype = shape_.dtype;
  return span;
}

std::int64_t GenerationSource::find(std::int64_t row) const {
  std::int64_t low = 0;
  std::int64_t high = header_.rows;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (entry(middle).row < row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == header_.rows || entry(low).row != row) return -1;
  const std::int64_t position = entry(low).position;
  if (position >= 0 && position < header_.rows) return position;
  throw Error(CONCORD_CORRUPT, text_of(path_, ": the lookup of row ", row, " points outside the file"));
}

const LookupEntry& GenerationSource::entry(std::int64_t i) const {
  ensure(lookup_, i * 16, i * 16 + 16);
  return lookup()[i];
}

bool GenerationSource::block_holds(std::int64_t block) const {
  for (const Section section : kBlocked) {
    const std::int64_t blocks = block_total(header_, section);
    if (block < blocks) return holds(section, block);
    block -= blocks;
  }
  return false;
}

std::int64_t GenerationSource::first_hash(Section section) const {
  std::int64_t first = 0;
  for (const Section before : kBlocked) {
    if (before == section) break;
    first += block_total(header_, before);
  }
  return first;
}

bool GenerationSource::holds(Section section, std::int64_t block) const {
  const SectionEntry& entry = header_.section(section);
  const std::int64_t begin = block * entry.block_bytes;
  const std::int64_t size = std::min(entry.block_bytes, entry.length - begin);
  const bool sound = hash64(at(section) + begin, size) == hashes()[first_hash(section) + block];
  return sound && (section != Section::kRowNumbers || numbers_are_sane(block));
}

void GenerationSource::ensure(Blocks& blocks, std::int64_t begin_byte, std::int64_t end_byte) const {
  if (begin_byte == end_byte) return;
  const std::int64_t block_bytes = header_.section(blocks.section).block_bytes;
  blocks.checks.ensure(begin_byte / block_bytes, (end_byte - 1) / block_bytes,
                       [&](std::int64_t block) { return holds(blocks.section, block); });
}

// A file that was made to harm has right checksums too: row numbers index the caller's filters.
bool GenerationSource::numbers_are_sane(std::int64_t block) const {
  const std::int64_t begin = block * (kBlockBytes / 8);
  const std::int64_t end = std::min(header_.rows, begin + kBlockBytes / 8);
  return std::all_of(row_numbers() + begin, row_numbers() + end,
                     [this](std::int64_t row) { return row >= 0 && row <= header_.last_row; });
}

}  // namespace concord::index
