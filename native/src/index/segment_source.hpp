// A segment file as a source: rows in arrival order, checksums from the caller's chunk table.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/mapped_file.hpp"
#include "core/segment.hpp"
#include "index/block_checks.hpp"
#include "index/source.hpp"

namespace concord::index {

class SegmentSource : public Source {
 public:
  // Opens the first `rows` rows of the segment at `path`, reading nothing but its header. Throws CONCORD_BAD_ARGUMENT
  // unless the chunks ascend and cover exactly these rows.
  SegmentSource(const std::string& path, const SegmentHeader& expected, std::int64_t rows,
                std::vector<concord_chunk> chunks);

  RowRange list(std::int64_t) const override { return {0, shape_.rows}; }
  RowSpan span(RowRange range) const override;

  // A segment has no codes in its file. Those of a small one are made from its rows, in memory, by whoever searches it
  // again after every row was read once: one search alone would not gain by them.
  bool is_coded() const override { return is_small_ && rows_read_.load() == shape_.rows; }
  RowSpan coded_span(RowRange range) const override;

  std::int64_t find(std::int64_t row) const override;
  std::int64_t block_count() const override { return static_cast<std::int64_t>(chunks_.size()); }
  bool block_holds(std::int64_t block) const override;

 private:
  const std::byte* row(std::int64_t position) const { return rows_ + position * shape_.row_bytes; }
  std::int64_t chunk_at(std::int64_t position) const;
  bool admit(std::int64_t chunk) const;
  bool encode(std::int64_t chunk) const;

  MappedFile file_;
  const std::byte* rows_ = nullptr;
  std::int64_t first_row_ = 0;
  std::vector<concord_chunk> chunks_;
  mutable BlockChecks checks_;
  std::unique_ptr<float[]> squared_norms_;  // of a chunk's rows: filled when its checksum is verified
  mutable std::atomic<std::int64_t> rows_read_{0};
  mutable BlockChecks encoded_;
  bool is_small_ = false;
  mutable std::once_flag room_for_codes_;  // taken by the first who looks at them
  mutable std::unique_ptr<std::int8_t[]> codes_;
  mutable std::unique_ptr<CodeScale[]> code_scales_;
};

}  // namespace concord::index
