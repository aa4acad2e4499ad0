#include "slide/similarity.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/parallel.hpp"

namespace concord::slide {
namespace {

// Bytes of tiles that all queries pass over before the next are read: they stay in the second-level cache.
constexpr std::int64_t kGroupBytes = 256 * 1024;

void require_finite(const float* scores, std::int64_t count, std::int64_t query, std::int64_t first) {
  for (std::int64_t i = 0; i < count; ++i) {
    require(std::isfinite(scores[i]), "query ", query, " and tile ", first + i, " give ", scores[i]);
  }
}

}  // namespace

std::vector<float> similarity(const Tiles& tiles, const float* queries_qd, std::int64_t q,
                              const SlideRequest& request) {
  std::vector<float> scores_qn(static_cast<std::size_t>(q * tiles.count));
  const std::int64_t group = std::max<std::int64_t>(1, kGroupBytes / tiles.row_bytes());
  const std::int64_t groups = (tiles.count + group - 1) / group;
  parallel_for(thread_count(request.threads, groups), groups, [&](std::int64_t item, std::int32_t) {
    check_cancelled(request.cancel);
    const std::int64_t first = item * group;
    const std::int64_t count = std::min(group, tiles.count - first);
    for (std::int64_t query = 0; query < q; ++query) {
      float* scores = scores_qn.data() + query * tiles.count + first;
      score_rows(request.metric, tiles, first, count, queries_qd + query * tiles.d, scores);
      require_finite(scores, count, query, first);
    }
  });
  return scores_qn;
}

}  // namespace concord::slide
