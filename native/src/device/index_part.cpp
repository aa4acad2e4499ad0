#include "device/index_part.hpp"

#include <algorithm>

#include "device/split_queries.hpp"

namespace concord::device {
namespace {

using index::RowRange;
using index::SearchRequest;
using index::WorkItem;

// The error of a product with a row no longer than `longest`, for one of length 1 (index/scoring.hpp gives the bound).
// Ordinary cores: one chain of d fused multiply-adds. Tensor cores: they cut off, with at least 24 bits, at each of the
// d products and at each of the sums of four or more of them (Fasi, Higham, Mikaitis and Pranesh 2021, section 3).
double product_error_of(std::int64_t d, bool split) {
  const auto terms = static_cast<double>(d);
  const double mu = split ? (1.25 * terms + 16.0) * 0x1p-23 : (terms + 16.0) * 0x1p-24;
  return mu / (1.0 - mu);
}

// Twice the error of a score and of the key that decides, for the longest row. The scores' own three roundings and
// those of the norms are far below 2^-20 of the norms. residue: what splitting took from the query.
float slack_of(const index::Query& query, Metric metric, std::int64_t d, const HeldIndex& index, double residue) {
  const double product_error = (product_error_of(d, index.split) * query.length + residue) * index.longest +
                               static_cast<double>(query.length) * index.residue +
                               2.0 * static_cast<double>(d + 8) * 0x1p-149;
  const double norms = query.squared_norm + index.longest * index.longest;
  const double error = metric == Metric::kL2 ? 2.0 * product_error + 0x1p-20 * norms : product_error;
  return static_cast<float>(2.02 * error);
}

// Candidates that a query has room for. Of rounded rows more lie within the slack of the last.
std::int64_t capacity_of(const HeldIndex& index, std::int64_t k) {
  return index.rounded() ? 4 * k + 512 : 2 * k + 64;
}

// What of the items lies in the part, at positions of the part.
std::vector<WorkItem> within(const std::vector<WorkItem>& items, RowRange range) {
  std::vector<WorkItem> inside;
  for (WorkItem item : items) {
    item.range = {std::max(item.range.begin, range.begin) - range.begin,
                  std::min(item.range.end, range.end) - range.begin};
    if (item.range.size() > 0) inside.push_back(item);
  }
  return inside;
}

std::int64_t filter_bytes(const SearchRequest& request) {
  return request.choice.filter() != nullptr ? (request.choice.filter_rows() + 7) / 8 : 0;
}

}  // namespace

IndexPart::IndexPart(Context& context_, const index::RowSpan& span, const std::int64_t* numbers_, RowRange range_,
                     std::int64_t d, Storage storage)
    : context(&context_),
      range(range_),
      held(hold_rows(context_, span, range, d, storage)),
      numbers(context_, numbers_ + range.begin, range.size()),
      squared_norms(context_, span.squared_norms + range.begin, range.size()) {}

BatchQueries::BatchQueries(const HeldIndex& index, const SearchRequest& request, const index::QuerySet& queries,
                           std::int64_t first)
    : count(queries.size()), values(request.queries_nd + first * request.d) {
  halves.resize(static_cast<std::size_t>(index.split ? 2 * count * request.d : 0));
  for (std::int64_t i = 0; i < count; ++i) {
    const index::Query& query = queries.data()[static_cast<std::size_t>(i)];
    groups.push_back(request.query_group != nullptr ? request.query_group[first + i] : -1);
    norms.push_back(static_cast<float>(query.squared_norm));
    SplitQuery parts{};
    if (index.split) {
      parts = split_query(values + i * request.d, request.d, halves.data() + 2 * i * request.d);
      scales.push_back(parts.scale);
    }
    slack.push_back(slack_of(query, request.metric, request.d, index, parts.residue));
  }
}

PartSearch::PartSearch(const HeldIndex& index, const IndexPart& part, const SearchRequest& request,
                       const BatchQueries& queries)
    : part_(part),
      values_(*part.context, queries.values, queries.count * request.d),
      norms_(*part.context, queries.norms),
      slack_(*part.context, queries.slack),
      groups_(*part.context, queries.groups),
      halves_(*part.context, queries.halves),
      scales_(*part.context, queries.scales),
      filter_(*part.context, request.choice.filter(), filter_bytes(request)),
      row_groups_(*part.context, request.choice.groups(),
                  request.choice.groups() != nullptr ? request.choice.group_rows() : 0),
      search_{{part.held.rows.data(), part.numbers.data(), part.squared_norms.data(), request.d,
               request.metric == Metric::kL2},
              index.dtype,
              {request.choice.filter() != nullptr ? filter_.data() : nullptr, request.choice.filter_rows(),
               request.choice.excludes_groups() ? row_groups_.data() : nullptr, request.choice.group_rows()},
              {values_.data(), norms_.data(), groups_.data(), queries.halves.empty() ? nullptr : halves_.data(),
               scales_.data()},
              slack_.data(),
              queries.count,
              request.k,
              capacity_of(index, request.k),
              !index.rounded()} {}

RoundResult PartSearch::run(const std::vector<WorkItem>& items) const {
  part_.context->use();
  RoundResult result = run_round(*part_.context, search_, plan_round(within(items, part_.range), search_.query_count));
  for (unsigned& position : result.positions) position += static_cast<unsigned>(part_.range.begin);
  return result;
}

}  // namespace concord::device
