#include "index/scan.hpp"

#include <algorithm>

namespace concord::index {

void Scanner::scan(const RowSpan& span, const std::int32_t* wanted, std::int64_t wanted_count, const Query* queries,
                   Candidates* candidates) {
  choice_.pick(span, picks_);
  const auto picked = static_cast<std::int64_t>(picks_.size());
  for (std::int64_t i = 0; i < wanted_count; ++i) candidates[wanted[i]].refresh();
  for (std::int64_t i = 0; i < picked; i += kTileRows) {
    const ScoreTile tile{span.rows, span.row_bytes, span.dtype, picks_.data() + i, std::min(kTileRows, picked - i)};
    scan_tile(span, tile, wanted, wanted_count, queries, candidates);
  }
  scored_ += picked * wanted_count;
}

void Scanner::scan_tile(const RowSpan& span, const ScoreTile& tile, const std::int32_t* wanted,
                        std::int64_t wanted_count, const Query* queries, Candidates* candidates) {
  for (std::int64_t i = 0; i < wanted_count; i += 2) {
    const std::int64_t pair = std::min<std::int64_t>(2, wanted_count - i);
    const float* values[2] = {queries[wanted[i]].values, queries[wanted[i + pair - 1]].values};
    score_tile(scoring_.metric, tile, values, pair, scoring_.d, scores_.data());
    for (std::int64_t q = 0; q < pair; ++q) {
      const std::int32_t query = wanted[i + q];
      offer_tile(span, tile, queries[query], scores_.data() + q * kTileRows, candidates[query]);
    }
  }
}

void Scanner::offer_tile(const RowSpan& span, const ScoreTile& tile, const Query& query, const float* scores,
                         Candidates& candidates) const {
  const bool exclude = choice_.excludes_groups() && query.group != -1;
  for (std::int64_t i = 0; i < tile.count; ++i) {
    const std::int64_t at = tile.picks[i];
    const std::int64_t number = span.number(at);
    if (exclude && choice_.is_excluded(number, query.group)) continue;
    candidates.offer(scores[i], number, span.row(at), span.dtype, span.squared_norms[at]);
  }
}

}  // namespace concord::index
