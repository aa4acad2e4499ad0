#include "index/generation_writer.hpp"

#include <algorithm>

#include "core/hash.hpp"
#include "index/products.hpp"

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
  row_.resize(static_cast<std::size_t>(header_.dimension));
  code_.resize(row_.size());
}

void GenerationWriter::write_centroids(const std::vector<float>& centroids) {
  write_whole(Section::kCentroids, centroids.data());
}

void GenerationWriter::write_list_offsets(const std::vector<std::int64_t>& offsets) {
  write_whole(Section::kListOffsets, offsets.data());
}

// A section under one checksum. The gaps between sections are holes and covered by none: nothing reads them.
void GenerationWriter::write_whole(Section section, const void* bytes) {
  SectionEntry& entry = header_.section(section);
  entry.xxh3 = hash64(bytes, entry.length);
  writer().write_at(entry.offset, bytes, entry.length);
}

void GenerationWriter::append_row(const std::byte* row, std::int64_t number, float squared_norm) {
  append(rows_, row, header_.section(Section::kRows).length / header_.rows);
  widen(row, header_.dtype, header_.dimension, row_.data());
  scales_.push_back(encode_row(row_.data(), header_.dimension, code_.data()));
  append(codes_, reinterpret_cast<const std::byte*>(code_.data()), header_.dimension);
  numbers_.push_back(number);
  squared_norms_.push_back(squared_norm);
}

void GenerationWriter::append(Stream& stream, const std::byte* bytes, std::int64_t size) {
  stream.block.insert(stream.block.end(), bytes, bytes + size);
  if (static_cast<std::int64_t>(stream.block.size()) == header_.section(stream.section).block_bytes) flush(stream);
}

void GenerationWriter::flush(Stream& stream) {
  const auto size = static_cast<std::int64_t>(stream.block.size());
  if (size == 0) return;
  stream.hashes.push_back(hash64(stream.block.data(), size));
  writer().write_at(header_.section(stream.section).offset + stream.written, stream.block.data(), size);
  stream.written += size;
  stream.block.clear();
}

// Hashes are taken in the order of kBlocked.
void GenerationWriter::finish_rows() {
  flush(rows_);
  flush(codes_);
  const std::vector<LookupEntry> lookup_entries = lookup();
  take_hashes(rows_);
  write_blocked(Section::kRowNumbers, bytes_of(numbers_));
  write_blocked(Section::kSquaredNorms, bytes_of(squared_norms_));
  write_blocked(Section::kLookup, bytes_of(lookup_entries));
  take_hashes(codes_);
  write_blocked(Section::kCodeScales, bytes_of(scales_));
  write_whole(Section::kBlockHashes, hashes_.data());
  writer().truncate(header_.file_bytes);  // it ends where its last section does, be that empty
  header_.nprobe = header_.lists;
  header_.expected_recall = 1.0;
  write_header();
}

void GenerationWriter::take_hashes(const Stream& stream) {
  hashes_.insert(hashes_.end(), stream.hashes.begin(), stream.hashes.end());
}

std::vector<LookupEntry> GenerationWriter::lookup() const {
  std::vector<LookupEntry> entries;
  entries.reserve(numbers_.size());
  for (std::size_t i = 0; i < numbers_.size(); ++i) entries.push_back({numbers_[i], static_cast<std::int64_t>(i)});
  std::sort(entries.begin(), entries.end(), [](const LookupEntry& a, const LookupEntry& b) { return a.row < b.row; });
  return entries;
}

void GenerationWriter::write_blocked(Section section, const std::byte* bytes) {
  const SectionEntry& entry = header_.section(section);
  for (std::int64_t at = 0; at < entry.length; at += entry.block_bytes) {
    hashes_.push_back(hash64(bytes + at, std::min(entry.block_bytes, entry.length - at)));
  }
  writer().write_at(entry.offset, bytes, entry.length);
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
