// Rows in host memory as a source of inverted lists, without a file: for machines that measure and nothing else.
#pragma once

#include <cstdint>
#include <vector>

#include "index/source.hpp"

namespace concord::bench {

constexpr std::int64_t kDimension = 1536;

// float16 rows scattered around one centre a list; list sizes are equal. Rows and queries come from fixed seeds.
class ListedRows : public index::Source {
 public:
  ListedRows(std::int64_t rows, std::int32_t lists);

  // Scattered around centres as the rows are.
  std::vector<float> queries(std::int64_t n) const;

  index::RowRange list(std::int64_t list) const override;
  index::RowSpan span(index::RowRange range) const override;
  index::RowSpan centroids() const override;
  std::int64_t find(std::int64_t row) const override { return row; }
  std::int64_t block_count() const override { return 0; }
  bool block_holds(std::int64_t) const override { return true; }

 private:
  void scatter(std::int64_t row);

  std::vector<float> centroids_;
  std::vector<float> centroid_norms_;
  std::vector<std::uint16_t> rows_;
  std::vector<float> norms_;
};

}  // namespace concord::bench
