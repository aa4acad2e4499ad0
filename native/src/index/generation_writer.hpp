// Writes a generation file section by section, holding no more than one block of rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/file_writer.hpp"
#include "index/generation_layout.hpp"

namespace concord::index {

class GenerationWriter {
 public:
  // `header` has its shape set; the file appears at `path` at commit() alone.
  GenerationWriter(const std::string& path, const GenerationHeader& header);

  void write_centroids(const std::vector<float>& centroids);
  void write_list_offsets(const std::vector<std::int64_t>& offsets);

  // The next row in file order, list by list. `number` is its row number.
  void append_row(const std::byte* row, std::int64_t number, float squared_norm);

  // After the last row: row numbers, norms, lookup, checksums and the header. The file can be opened then, at
  // temporary_path().
  void finish_rows();

  const std::string& temporary_path() { return file_.writer().path(); }

  // Writes what calibration found into the header, and puts the file at its path for good.
  void commit(std::int32_t nprobe, double expected_recall, std::int32_t calibrated_k);

 private:
  FileWriter& writer() { return file_.writer(); }
  void begin(Section section);
  void write_blocked(Section section, const std::byte* bytes);
  void flush_block();
  void write_header();
  std::vector<LookupEntry> lookup() const;

  DurableReplacement file_;
  GenerationHeader header_;
  std::vector<std::byte> block_;
  std::vector<std::int64_t> numbers_;
  std::vector<float> squared_norms_;
  std::vector<std::uint64_t> hashes_;
};

}  // namespace concord::index
