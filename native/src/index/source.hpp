// An immutable, memory-mapped set of rows. The scan knows nothing else of files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/metric.hpp"
#include "index/row_codes.hpp"

namespace concord::index {

// What a source says of itself; the fields mean what concord_source_info says.
struct SourceShape {
  std::int32_t dimension = 0;
  std::int32_t dtype = 0;
  std::int32_t metric = -1;
  std::int64_t rows = 0;
  std::int64_t last_row = -1;
  std::int32_t lists = 1;
  std::int32_t nprobe = 1;
  double expected_recall = 1.0;
  std::int32_t calibrated_k = 0;
  std::int64_t file_bytes = 0;
  std::int64_t row_bytes = 0;
};

// Positions begin .. end-1 of a source.
struct RowRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::int64_t size() const { return end - begin; }
};

// Verified rows that lie one behind the other in memory.
struct RowSpan {
  const std::byte* rows = nullptr;
  const std::int64_t* numbers = nullptr;  // row numbers; nullptr: first_number + i
  std::int64_t first_number = 0;
  const float* squared_norms = nullptr;  // rounded from float64
  std::int64_t count = 0;
  std::int64_t row_bytes = 0;
  std::int32_t dtype = 0;
  const std::int8_t* codes = nullptr;  // of the same rows, one element a byte; only in a coded span
  const CodeScale* code_scales = nullptr;

  std::int64_t number(std::int64_t i) const { return numbers != nullptr ? numbers[i] : first_number + i; }
  const std::byte* row(std::int64_t i) const { return rows + i * row_bytes; }
};

// All functions may be called from several threads at once.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  const SourceShape& shape() const { return shape_; }

  // Positions of the rows of list `list`, 0 .. shape().lists-1. Lists follow each other.
  virtual RowRange list(std::int64_t list) const = 0;

  // The rows at these positions, their checksums verified. Throws CONCORD_CORRUPT naming the file and the block.
  virtual RowSpan span(RowRange range) const = 0;

  // Whether there are codes for a first look (row_codes.hpp).
  virtual bool is_coded() const { return false; }

  // As span, with the codes verified in place of the rows: span(range) must be asked before a row of it is read.
  virtual RowSpan coded_span(RowRange range) const { return span(range); }

  // The position of row number `row`, or -1.
  virtual std::int64_t find(std::int64_t row) const = 0;

  // The blocks under checksums, and whether block `block` holds now (read again, whatever is known of it).
  virtual std::int64_t block_count() const = 0;
  virtual bool block_holds(std::int64_t block) const = 0;

  // One float32 row for each list, verified when the source was opened; empty when there is one list.
  virtual RowSpan centroids() const { return {}; }

 protected:
  SourceShape shape_;
};

}  // namespace concord::index
