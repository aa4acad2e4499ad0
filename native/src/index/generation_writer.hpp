// Writes a generation file, holding no more than one block of rows and one of codes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/file_writer.hpp"
#include "index/generation_layout.hpp"
#include "index/row_codes.hpp"

namespace concord::index {

class GenerationWriter {
 public:
  // `header` has its shape set; the file appears at `path` at commit() alone.
  GenerationWriter(const std::string& path, const GenerationHeader& header);

  void write_centroids(const std::vector<float>& centroids);
  void write_list_offsets(const std::vector<std::int64_t>& offsets);

  // The next row in file order, list by list, with its codes. `number` is its row number.
  void append_row(const std::byte* row, std::int64_t number, float squared_norm);

  // After the last row: row numbers, norms, lookup, scales, checksums and the header. The file can be opened then, at
  // temporary_path().
  void finish_rows();

  const std::string& temporary_path() { return file_.writer().path(); }

  // Writes what calibration found into the header, and puts the file at its path for good.
  void commit(std::int32_t nprobe, double expected_recall, std::int32_t calibrated_k);

 private:
  FileWriter& writer() { return file_.writer(); }
  // A section that is written while others are: its bytes since the last whole block, and the checksums of those.
  struct Stream {
    explicit Stream(Section which) : section(which) {}
    Section section;
    std::int64_t written = 0;
    std::vector<std::byte> block;
    std::vector<std::uint64_t> hashes;
  };

  void write_whole(Section section, const void* bytes);
  void append(Stream& stream, const std::byte* bytes, std::int64_t size);
  void flush(Stream& stream);
  void write_blocked(Section section, const std::byte* bytes);
  void take_hashes(const Stream& stream);
  void write_header();
  std::vector<LookupEntry> lookup() const;

  DurableReplacement file_;
  GenerationHeader header_;
  Stream rows_{Section::kRows};
  Stream codes_{Section::kCodes};
  std::vector<float> row_;
  std::vector<std::int8_t> code_;
  std::vector<std::int64_t> numbers_;
  std::vector<float> squared_norms_;
  std::vector<CodeScale> scales_;
  std::vector<std::uint64_t> hashes_;
};

}  // namespace concord::index
