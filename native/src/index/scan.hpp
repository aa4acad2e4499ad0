// The inner loop: every row of a span against every query that wants it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "index/candidates.hpp"
#include "index/row_choice.hpp"

namespace concord::index {

// One thread's scanner; it keeps its scratch between spans.
class Scanner {
 public:
  Scanner(const Scoring& scoring, const RowChoice& choice) : scoring_(scoring), choice_(choice) {}

  // Offers the rows of `span` to candidates[i] for each query index i of `wanted`. A tile of rows is read from memory
  // once and from the cache for every further query.
  void scan(const RowSpan& span, const std::int32_t* wanted, std::int64_t wanted_count, const Query* queries,
            Candidates* candidates);

  // Distances computed so far.
  std::int64_t scored() const { return scored_; }

 private:
  void scan_tile(const RowSpan& span, const ScoreTile& tile, const std::int32_t* wanted, std::int64_t wanted_count,
                 const Query* queries, Candidates* candidates);
  void offer_tile(const RowSpan& span, const ScoreTile& tile, const Query& query, const float* scores,
                  Candidates& candidates) const;

  const Scoring& scoring_;
  const RowChoice& choice_;
  std::vector<std::int32_t> picks_;
  std::array<float, 2 * kTileRows> scores_{};
  std::int64_t scored_ = 0;
};

}  // namespace concord::index
