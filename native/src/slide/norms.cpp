#include "slide/norms.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace concord::slide {
namespace {

constexpr std::int64_t kGroup = 64;

// A sum of squares of finite floats never leaves float64's range.
void require_finite(const Tiles& tiles, std::int64_t first, const double* norms, std::int64_t count, const char* name) {
  for (std::int64_t i = 0; i < count; ++i) {
    if (std::isfinite(norms[i])) continue;
    std::vector<float> room(static_cast<std::size_t>(tiles.d));
    const float* row = widen_row(tiles, first + i, room.data());
    const float* bad = std::find_if(row, row + tiles.d, [](float x) { return !std::isfinite(x); });
    throw Error(CONCORD_BAD_ARGUMENT, text_of(name, ", tile ", first + i, ", element ", bad - row, " is ", *bad));
  }
}

}  // namespace

std::vector<double> norms_of(const Tiles& tiles, const char* name, Crew& crew) {
  std::vector<double> norms(static_cast<std::size_t>(tiles.count));
  const std::int64_t groups = (tiles.count + kGroup - 1) / kGroup;
  crew.run(groups, [&](std::int64_t group, std::int32_t) {
    const std::int64_t first = group * kGroup;
    const std::int64_t count = std::min(kGroup, tiles.count - first);
    squared_norms(tiles, first, count, norms.data() + first);
    require_finite(tiles, first, norms.data() + first, count, name);
  });
  return norms;
}

std::vector<float> slack_of(Metric metric, const std::vector<double>& norms, const std::vector<double>& among,
                            std::int64_t d, std::int64_t roundings) {
  const double u = 0x1p-24;
  const double m = static_cast<double>(roundings + 4) * u;
  const double gamma = m / (1.0 - m);
  // Products that underflow; and the rounding of the bound itself.
  const double tiny = static_cast<double>(d) * 0x1p-147;
  const double largest = std::sqrt(*std::max_element(among.begin(), among.end()));
  std::vector<float> slack;
  slack.reserve(norms.size());
  for (const double norm : norms) {
    const double x = std::sqrt(norm);
    const double error = metric == Metric::kL2 ? 2 * gamma * x * largest + 4 * u * (x + largest) * (x + largest)
                                               : (gamma + u) * x * largest;
    const double twice = 2.02 * error + tiny;
    slack.push_back(twice < 1e38 ? static_cast<float>(twice) : std::numeric_limits<float>::infinity());
  }
  return slack;
}

}  // namespace concord::slide
