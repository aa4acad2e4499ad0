#include "index/scan.hpp"

#include <algorithm>

namespace concord::index {
namespace {

// Queries that pass over a span before the next ones do: 768 KiB at 1,536 dimensions, which leaves room for the rows in
// a second cache of 1 MiB.
constexpr std::int64_t kPassQueries = 128;

}  // namespace

void Scanner::scan(const RowSpan& span, const std::int32_t* wanted, std::int64_t wanted_count, const Query* queries,
                   Candidates* candidates) {
  choice_.pick(span, picks_);
  const auto picked = static_cast<std::int64_t>(picks_.size());
  for (std::int64_t first = 0; first < wanted_count; first += kPassQueries) {
    const std::int64_t count = std::min(kPassQueries, wanted_count - first);
    for (std::int64_t i = 0; i < count; ++i) candidates[wanted[first + i]].refresh();
    for (std::int64_t i = 0; i < picked; i += kTileRows) {
      tile_.take(span, picks_.data() + i, picked - i);
      scan_tile(span, picks_.data() + i, wanted + first, count, queries, candidates);
    }
  }
  scored_ += picked * wanted_count;
}

void Scanner::scan_coded(const Source& source, RowRange range, const Query& query, Candidates& candidates) {
  const RowSpan span = source.coded_span(range);
  choice_.pick(span, picks_);
  candidates.refresh();
  const auto picked = static_cast<std::int64_t>(picks_.size());
  const bool exclude = choice_.excludes_groups() && query.group != -1;
  for (std::int64_t i = 0; i < picked; i += kTileRows) {
    tile_.take_codes(span, picks_.data() + i, picked - i, scoring_.d());
    for (std::uint32_t mask = look(query, candidates.limit()); mask != 0; mask &= mask - 1) {
      const std::int32_t pick = picks_[static_cast<std::size_t>(i + __builtin_ctz(mask))];
      if (!exclude || !choice_.is_excluded(span.number(pick), query.group)) near_.push_back(pick);
    }
    // Whole tiles, so that few calls score many rows, and often enough for the limit to fall.
    if (static_cast<std::int64_t>(near_.size()) >= kTileRows) scan_near(source, span, range.begin, query, candidates);
  }
  scan_near(source, span, range.begin, query, candidates);
  scored_ += picked;
}

// The rows of the tile at hand that the codes do not rule out.
std::uint32_t Scanner::look(const Query& query, float limit) {
  const Cut cut = scoring_.coded_cut(query, limit, length_above(tile_.largest_norm));
  inner_products(tile_, &query.values, 1, scoring_.d(), products_.data());
  rows_within(tile_, products_.data(), &cut, 1, masks_.data());
  return masks_[0];
}

// Scores the rows themselves as ever: what the codes said is forgotten.
void Scanner::scan_near(const Source& source, const RowSpan& span, std::int64_t first, const Query& query,
                        Candidates& candidates) {
  constexpr std::int32_t kOnly = 0;
  const auto count = static_cast<std::int64_t>(near_.size());
  for (const std::int32_t pick : near_) source.span({first + pick, first + pick + 1});  // verified
  for (std::int64_t i = 0; i < count; i += kTileRows) {
    tile_.take(span, near_.data() + i, count - i);
    scan_tile(span, near_.data() + i, &kOnly, 1, &query, &candidates);
  }
  near_.clear();
  candidates.tighten();
}

void Scanner::scan_tile(const RowSpan& span, const std::int32_t* picks, const std::int32_t* wanted,
                        std::int64_t wanted_count, const Query* queries, Candidates* candidates) {
  for (std::int64_t first = 0; first < wanted_count; first += kBlockQueries) {
    const std::int64_t count = std::min(kBlockQueries, wanted_count - first);
    score_block(wanted + first, count, queries, candidates);
    tile_.next_is_fetched = true;
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int32_t query = wanted[first + i];
      if (masks_[static_cast<std::size_t>(i)] != 0) offer_rows(span, picks, i, queries[query], candidates[query]);
    }
  }
}

void Scanner::score_block(const std::int32_t* wanted, std::int64_t count, const Query* queries,
                          const Candidates* candidates) {
  std::array<const float*, kBlockQueries> values;
  std::array<Cut, kBlockQueries> cuts;
  const float longest = length_above(tile_.largest_norm);
  for (std::int64_t i = 0; i < count; ++i) {
    const Query& query = queries[wanted[i]];
    values[static_cast<std::size_t>(i)] = query.values;
    cuts[static_cast<std::size_t>(i)] = scoring_.cut(query, candidates[wanted[i]].limit(), longest);
  }
  inner_products(tile_, values.data(), count, scoring_.d(), products_.data());
  rows_within(tile_, products_.data(), cuts.data(), count, masks_.data());
}

// Rows beyond the limit are the rule and cost nothing here; a group is looked up only for a row that is near enough.
void Scanner::offer_rows(const RowSpan& span, const std::int32_t* picks, std::int64_t slot, const Query& query,
                         Candidates& candidates) const {
  const bool exclude = choice_.excludes_groups() && query.group != -1;
  const float* const products = products_.data() + slot * kTileStride;
  for (std::uint32_t mask = masks_[static_cast<std::size_t>(slot)]; mask != 0; mask &= mask - 1) {
    const int i = __builtin_ctz(mask);
    const std::int64_t at = picks[i];
    const std::int64_t number = span.number(at);
    if (exclude && choice_.is_excluded(number, query.group)) continue;
    candidates.offer(products[i], {number, span.row(at), span.dtype}, span.squared_norms[at]);
  }
}

}  // namespace concord::index
