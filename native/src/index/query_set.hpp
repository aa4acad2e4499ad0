// The queries of one search, laid out for the kernels.
#pragma once

#include <hwy/aligned_allocator.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "index/scoring.hpp"

namespace concord::index {

// Each query begins on a multiple of 64 bytes, so that no vector of it lies across two cache lines (that alone costs
// the kernel of a batch a tenth and more), and is followed by zeros up to the next such multiple.
class QuerySet {
 public:
  // Room for `capacity` queries of d elements.
  QuerySet(std::int64_t capacity, std::int64_t d);

  // Adds a query; `values` are copied.
  void add(const float* values, std::int32_t group = -1);

  // Adds a stored row as a query.
  void add_row(const std::byte* row, std::int32_t dtype);

  const Query* data() const { return queries_.data(); }
  std::int64_t size() const { return static_cast<std::int64_t>(queries_.size()); }

  // The indices of all queries.
  std::vector<std::int32_t> everyone() const;

 private:
  float* slot() { return values_.get() + size() * stride_; }
  void append(std::int32_t group);

  std::int64_t d_;
  std::int64_t stride_;
  hwy::AlignedFreeUniquePtr<float[]> values_;
  std::vector<Query> queries_;
};

}  // namespace concord::index
