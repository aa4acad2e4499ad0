#include "index/generation_writer.hpp"

#include <algorithm>

#include "core/hash.hpp"

namespace concord::index {
namespace {

template <typename T>
const std::byte* bytes_of(const std::vector<T>& values) {
  return reinterpret_cast<const std::byte*>(values.data());
}

}  // namespace

GenerationWriter::GenerationWriter(const std::string& path, const GenerationHeader& header)
    : file_(path), header_(header) {
  lay_out(header_);
  const std::vector<std::byte> nothing(kGenerationHeaderBytes);
  writer().append(nothing.data(), kGenerationHeaderBytes);
}

// Fills up to where the section begins. The gaps are zeros and covered by no checksum: nothing reads them.
void GenerationWriter::begin(Section section) {
  const std::vector<std::byte> gap(static_cast<std::size_t>(header_.section(section).offset - writer().size()));
  writer().append(gap.data(), static_cast<std::int64_t>(gap.size()));
}

void GenerationWriter::write_centroids(const std::vector<float>& centroids) {
  SectionEntry& entry = header_.section(Section::kCentroids);
  entry.xxh3 = hash64(centroids.data(), entry.length);
  begin(Section::kCentroids);
  writer().append(centroids.data(), entry.length);
}

void GenerationWriter::write_list_offsets(const std::vector<std::int64_t>& offsets) {
  SectionEntry& entry = header_.section(Section::kListOffsets);
  entry.xxh3 = hash64(offsets.data(), entry.length);
  begin(Section::kListOffsets);
  writer().append(offsets.data(), entry.length);
  begin(Section::kRows);
}

void GenerationWriter::append_row(const std::byte* row, std::int64_t number, float squared_norm) {
  const SectionEntry& rows = header_.section(Section::kRows);
  block_.insert(block_.end(), row, row + rows.length / header_.rows);
  numbers_.push_back(number);
  squared_norms_.push_back(squared_norm);
  if (static_cast<std::int64_t>(block_.size()) == rows.block_bytes) flush_block();
}

void GenerationWriter::flush_block() {
  const auto size = static_cast<std::int64_t>(block_.size());
  if (size == 0) return;
  hashes_.push_back(hash64(block_.data(), size));
  writer().append(block_.data(), size);
  block_.clear();
}

void GenerationWriter::finish_rows() {
  flush_block();
  const std::vector<LookupEntry> lookup_entries = lookup();
  write_blocked(Section::kRowNumbers, bytes_of(numbers_));
  write_blocked(Section::kSquaredNorms, bytes_of(squared_norms_));
  write_blocked(Section::kLookup, bytes_of(lookup_entries));
  SectionEntry& entry = header_.section(Section::kBlockHashes);
  entry.xxh3 = hash64(hashes_.data(), entry.length);
  begin(Section::kBlockHashes);
  writer().append(hashes_.data(), entry.length);
  header_.nprobe = header_.lists;
  header_.expected_recall = 1.0;
  write_header();
}

std::vector<LookupEntry> GenerationWriter::lookup() const {
  std::vector<LookupEntry> entries;
  entries.reserve(numbers_.size());
  for (std::size_t i = 0; i < numbers_.size(); ++i) entries.push_back({numbers_[i], static_cast<std::int64_t>(i)});
  std::sort(entries.begin(), entries.end(), [](const LookupEntry& a, const LookupEntry& b) { return a.row < b.row; });
  return entries;
}

// Sections are written in the order of their numbers, so the hashes are in the order of kBlockHashes.
void GenerationWriter::write_blocked(Section section, const std::byte* bytes) {
  const SectionEntry& entry = header_.section(section);
  begin(section);
  for (std::int64_t at = 0; at < entry.length; at += entry.block_bytes) {
    hashes_.push_back(hash64(bytes + at, std::min(entry.block_bytes, entry.length - at)));
  }
  writer().append(bytes, entry.length);
}

void GenerationWriter::write_header() {
  seal(header_);
  writer().write_at(0, &header_, kGenerationHeaderBytes);
}

void GenerationWriter::commit(std::int32_t nprobe, double expected_recall, std::int32_t calibrated_k) {
  header_.nprobe = nprobe;
  header_.expected_recall = expected_recall;
  header_.calibrated_k = calibrated_k;
  write_header();
  file_.commit(IfExists::kFail);
}

}  // namespace concord::index
