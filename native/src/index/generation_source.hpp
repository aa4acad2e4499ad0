// A generation file as a source: rows grouped in inverted lists around centroids.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/mapped_file.hpp"
#include "index/block_checks.hpp"
#include "index/generation_layout.hpp"
#include "index/source.hpp"

namespace concord::index {

class GenerationSource : public Source {
 public:
  // Opens `path`, which must belong to `collection`. Verifies the header, the centroids, the list table and the table
  // of block checksums; everything else when it is first read. Throws as concord_source_open_generation says.
  GenerationSource(const std::string& path, const std::array<std::uint8_t, 16>& collection);

  RowRange list(std::int64_t list) const override;
  RowSpan span(RowRange range) const override;
  bool is_coded() const override { return header_.section(Section::kCodes).length > 0; }
  RowSpan coded_span(RowRange range) const override;
  std::int64_t find(std::int64_t row) const override;
  std::int64_t block_count() const override { return header_.section(Section::kBlockHashes).length / 8; }
  bool block_holds(std::int64_t block) const override;
  RowSpan centroids() const override;

  // The list that holds position `position`.
  std::int64_t list_of(std::int64_t position) const;

 private:
  // A section whose blocks are verified when first read.
  struct Blocks {
    Section section;
    BlockChecks checks;
  };

  const std::byte* at(Section section) const { return file_.data() + header_.section(section).offset; }
  const std::int64_t* row_numbers() const { return reinterpret_cast<const std::int64_t*>(at(Section::kRowNumbers)); }
  const LookupEntry* lookup() const { return reinterpret_cast<const LookupEntry*>(at(Section::kLookup)); }
  const std::int64_t* offsets() const { return reinterpret_cast<const std::int64_t*>(at(Section::kListOffsets)); }
  const std::uint64_t* hashes() const { return reinterpret_cast<const std::uint64_t*>(at(Section::kBlockHashes)); }

  void verify_whole_sections() const;
  void verify_list_table() const;
  void measure_centroids();
  std::int64_t first_hash(Section section) const;
  bool holds(Section section, std::int64_t block) const;
  RowSpan rows_at(RowRange range) const;
  void ensure(Blocks& blocks, std::int64_t begin_byte, std::int64_t end_byte) const;
  bool numbers_are_sane(std::int64_t block) const;
  const LookupEntry& entry(std::int64_t i) const;

  std::string path_;
  MappedFile file_;
  GenerationHeader header_;
  std::vector<float> centroid_norms_;
  mutable Blocks rows_;
  mutable Blocks numbers_;
  mutable Blocks norms_;
  mutable Blocks lookup_;
  mutable Blocks codes_;
  mutable Blocks code_scales_;
};

}  // namespace concord::index
