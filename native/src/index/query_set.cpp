#include "index/query_set.hpp"

#include <algorithm>
#include <new>
#include <numeric>

namespace concord::index {
namespace {

double squared_norm_of(const float* values, std::int64_t d) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < d; ++i) sum += static_cast<double>(values[i]) * values[i];
  return sum;
}

}  // namespace

QuerySet::QuerySet(std::int64_t capacity, std::int64_t d)
    : d_(d),
      stride_((d + kQueryPadding - 1) / kQueryPadding * kQueryPadding),
      values_(hwy::AllocateAligned<float>(static_cast<std::size_t>(std::max<std::int64_t>(1, capacity * stride_)))) {
  if (values_ == nullptr) throw std::bad_alloc();
  queries_.reserve(static_cast<std::size_t>(capacity));
}

void QuerySet::add(const float* values, std::int32_t group) {
  std::copy_n(values, d_, slot());
  append(group);
}

void QuerySet::add_row(const std::byte* row, std::int32_t dtype) {
  widen(row, dtype, d_, slot());
  append(-1);
}

void QuerySet::append(std::int32_t group) {
  const float* const values = slot();
  std::fill(slot() + d_, slot() + stride_, 0.0f);
  const double squared = squared_norm_of(values, d_);
  queries_.push_back({values, length_above_root_of(squared), squared, group});
}

std::vector<std::int32_t> QuerySet::everyone() const {
  std::vector<std::int32_t> all(queries_.size());
  std::iota(all.begin(), all.end(), 0);
  return all;
}

}  // namespace concord::index
