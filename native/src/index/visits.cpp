#include "index/visits.hpp"

#include <algorithm>

namespace concord::index {

Visits::Visits(const Source& source, std::int64_t planned_lists) : source_(&source), planned_(planned_lists) {}

void Visits::begin(const RankingRequest& request, const QuerySet& queries, const std::vector<std::int32_t>& everyone) {
  if (is_planned_whole()) {
    everyone_ = &everyone;
    depth_ = planned_;
    lists_visited_ = planned_ * static_cast<std::int64_t>(everyone.size());
  } else {
    add_lists(request, queries, everyone, planned_);
  }
}

bool Visits::advance(const RankingRequest& request, const QuerySet& queries, const std::vector<std::int32_t>& hungry,
                     std::int64_t step) {
  everyone_ = nullptr;
  wanted_of_list_.clear();
  const std::int64_t lists = source_->shape().lists;
  if (depth_ >= lists) return false;
  add_lists(request, queries, hungry, std::min(lists, depth_ + step));
  return true;
}

void Visits::add_lists(const RankingRequest& request, const QuerySet& queries, const std::vector<std::int32_t>& wanted,
                       std::int64_t until) {
  RankingRequest ranking = request;
  ranking.depth = until;
  ranking.is_ordered = depth_ > 0;  // all lists of the first round are wanted; later the first depth_ are left out
  const std::vector<Hit> lists = rank_rows(source_->centroids(), ranking, queries, wanted);
  wanted_of_list_.assign(static_cast<std::size_t>(source_->shape().lists), {});
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for (std::int64_t j = depth_; j < until; ++j) {
      const Hit& list = lists[i * static_cast<std::size_t>(until) + static_cast<std::size_t>(j)];
      wanted_of_list_[static_cast<std::size_t>(list.row)].push_back(wanted[i]);
    }
  }
  lists_visited_ += static_cast<std::int64_t>(wanted.size()) * (until - depth_);
  depth_ = until;
}

void Visits::append_items(std::vector<WorkItem>& items) const {
  if (everyone_ != nullptr) append_slices({0, source_->shape().rows}, *everyone_, items);
  for (std::size_t list = 0; list < wanted_of_list_.size(); ++list) {
    const std::vector<std::int32_t>& wanted = wanted_of_list_[list];
    if (!wanted.empty()) append_slices(source_->list(static_cast<std::int64_t>(list)), wanted, items);
  }
}

void Visits::append_slices(RowRange range, const std::vector<std::int32_t>& wanted,
                           std::vector<WorkItem>& items) const {
  const std::int64_t slice = std::max<std::int64_t>(1, kSliceBytes / source_->shape().row_bytes);
  for (std::int64_t begin = range.begin; begin < range.end; begin += slice) {
    const RowRange part{begin, std::min(range.end, begin + slice)};
    items.push_back({source_, part, wanted.data(), static_cast<std::int64_t>(wanted.size())});
  }
}

}  // namespace concord::index
