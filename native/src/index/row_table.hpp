// The rows that go into a build, drawn from several sources and ordered by row number.
#pragma once

#include <cstdint>
#include <vector>

#include "core/cancel.hpp"
#include "index/source.hpp"

namespace concord::index {

// Bit i%8 of byte i/8 for row number i; nullptr bits keep every row.
struct KeptRows {
  const std::uint8_t* bits = nullptr;
  std::int64_t rows = 0;
};

class RowTable {
 public:
  // Throws CONCORD_BAD_ARGUMENT when the sources differ in shape or two of them hold the same row.
  RowTable(const std::vector<const Source*>& sources, const KeptRows& keep, const concord_cancel* cancel);

  std::int64_t size() const { return static_cast<std::int64_t>(rows_.size()); }
  std::int32_t dimension() const { return dimension_; }
  std::int32_t dtype() const { return dtype_; }
  std::int64_t row_bytes() const { return row_bytes_; }
  std::int64_t number(std::int64_t i) const { return rows_[static_cast<std::size_t>(i)].number; }

  // The i-th row as it is stored; its checksum has been verified.
  RowSpan row(std::int64_t i) const;

  // The i-th row as float32.
  void read(std::int64_t i, float* vector) const;

 private:
  struct Place {
    std::int64_t number;
    std::int64_t position;
    std::int32_t source;
  };

  void require_same_shape() const;
  void collect(std::int32_t source, const KeptRows& keep, const concord_cancel* cancel);
  void sort();

  std::vector<const Source*> sources_;
  std::vector<Place> rows_;
  std::int32_t dimension_ = 0;
  std::int32_t dtype_ = 0;
  std::int64_t row_bytes_ = 0;
};

}  // namespace concord::index
