#include "index/row_tile.hpp"

#include <cmath>
#include <limits>

#include "index/scoring.hpp"

namespace concord::index {

void RowTile::take(Metric metric, const RowSpan& span, const std::int32_t* picks, std::int64_t picked) {
  dtype = span.dtype;
  count = picked;
  longest = 0.0f;
  for (std::int64_t i = 0; i < kTileRows; ++i) {
    const std::int64_t at = picks[i < picked ? i : picked - 1];
    const auto slot = static_cast<std::size_t>(i);
    rows[slot] = span.row(at);
    bases[slot] = metric == Metric::kL2 ? span.squared_norms[at] * (1.0f - kRoundings) : 0.0f;
    lengths[slot] = length_above(span.squared_norms[at]);
    if (!(lengths[slot] <= longest)) longest = lengths[slot];
  }
  if (std::isnan(longest)) longest = std::numeric_limits<float>::infinity();
}

}  // namespace concord::index
