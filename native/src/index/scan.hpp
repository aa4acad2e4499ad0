// The inner loop: every row of a span against every query that wants it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "index/candidates.hpp"
#include "index/row_choice.hpp"
#include "index/row_tile.hpp"

namespace concord::index {

// One thread's scanner; it keeps its scratch between spans.
class Scanner {
 public:
  Scanner(const Scoring& scoring, const RowChoice& choice) : scoring_(scoring), choice_(choice) {}

  // Offers the rows of `span` to candidates[i] for each query index i of `wanted`. A tile of rows is read from memory
  // once and from the cache for every further query.
  void scan(const RowSpan& span, const std::int32_t* wanted, std::int64_t wanted_count, const Query* queries,
            Candidates* candidates);

  // The same for one query, which reads the codes of the rows and only of those that may be near the rows themselves.
  void scan_coded(const Source& source, RowRange range, const Query& query, Candidates& candidates);

  // Distances computed so far.
  std::int64_t scored() const { return scored_; }

 private:
  void scan_tile(const RowSpan& span, const std::int32_t* picks, const std::int32_t* wanted, std::int64_t wanted_count,
                 const Query* queries, Candidates* candidates);
  void score_block(const std::int32_t* wanted, std::int64_t count, const Query* queries, const Candidates* candidates);
  std::uint32_t look(const Query& query, float limit);
  void scan_near(const Source& source, const RowSpan& span, std::int64_t first, const Query& query,
                 Candidates& candidates);
  void offer_rows(const RowSpan& span, const std::int32_t* picks, std::int64_t slot, const Query& query,
                  Candidates& candidates) const;

  const Scoring& scoring_;
  const RowChoice& choice_;
  std::vector<std::int32_t> picks_;
  std::vector<std::int32_t> near_;  // picks that the codes do not rule out
  RowTile tile_;
  // Of each query of a block.
  std::array<std::uint32_t, kBlockQueries> masks_{};
  alignas(64) std::array<float, kBlockQueries * kTileStride> products_{};
  std::int64_t scored_ = 0;
};

}  // namespace concord::index
