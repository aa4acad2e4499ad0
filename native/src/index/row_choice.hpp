// Which rows a search may return: the row filter for all queries, the group exclusion for each.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "index/source.hpp"

namespace concord::index {

class RowChoice {
 public:
  RowChoice() = default;
  RowChoice(const std::uint8_t* filter, std::int64_t filter_rows, const std::int32_t* groups, std::int64_t group_rows)
      : filter_(filter), filter_rows_(filter_rows), groups_(groups), group_rows_(group_rows) {}

  bool passes_filter(std::int64_t row) const {
    return filter_ == nullptr || (row < filter_rows_ && (filter_[row / 8] >> (row % 8) & 1) != 0);
  }

  bool excludes_groups() const { return groups_ != nullptr; }

  // True when the row shares the query's group, -1 standing for none.
  bool is_excluded(std::int64_t row, std::int32_t query_group) const {
    return query_group != -1 && row < group_rows_ && groups_[row] == query_group;
  }

  // The tables themselves, nullptr where there is none.
  const std::uint8_t* filter() const { return filter_; }
  std::int64_t filter_rows() const { return filter_rows_; }
  const std::int32_t* groups() const { return groups_; }
  std::int64_t group_rows() const { return group_rows_; }

  // The indices of the span's rows that pass the filter, ascending.
  void pick(const RowSpan& span, std::vector<std::int32_t>& picks) const {
    if (filter_ == nullptr) {
      picks.resize(static_cast<std::size_t>(span.count));
      std::iota(picks.begin(), picks.end(), 0);
      return;
    }
    picks.clear();
    for (std::int64_t i = 0; i < span.count; ++i) {
      if (passes_filter(span.number(i))) picks.push_back(static_cast<std::int32_t>(i));
    }
  }

 private:
  const std::uint8_t* filter_ = nullptr;
  std::int64_t filter_rows_ = 0;
  const std::int32_t* groups_ = nullptr;
  std::int64_t group_rows_ = 0;
};

}  // namespace concord::index
