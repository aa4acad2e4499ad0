#include "slide/race.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace concord::slide {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Entrants a thread holds for each tile before it makes room; those of random tiles stay below ten.
constexpr std::size_t kEntrantsPerTile = 32;

// Pairs summed side by side, since every addition waits for the one before; and dimensions at a time, so that their
// terms stay in the first-level cache.
constexpr std::int64_t kPairs = 8;
constexpr std::int64_t kTerms = 256;

using Terms = std::array<std::array<double, kTerms>, kPairs>;

void write_terms(Metric metric, const float* x, const float* y, std::int64_t count, double* terms) {
  if (metric == Metric::kL2) {
    for (std::int64_t k = 0; k < count; ++k) {
      const double difference = static_cast<double>(x[k]) - static_cast<double>(y[k]);
      terms[k] = difference * difference;
    }
  } else {
    for (std::int64_t k = 0; k < count; ++k) terms[k] = static_cast<double>(x[k]) * static_cast<double>(y[k]);
  }
}

void add_terms(const Terms& terms, std::int64_t count, std::array<double, kPairs>& sums) {
  std::array<double, kPairs> totals = sums;
  for (std::int64_t k = 0; k < count; ++k) {
    for (std::size_t pair = 0; pair < kPairs; ++pair) totals[pair] += terms[pair][static_cast<std::size_t>(k)];
  }
  sums = totals;
}

// A double beyond float32's range is infinity in IEEE arithmetic; said here because C++ leaves it open.
float rounded(double value) {
  if (value > std::numeric_limits<float>::max()) return kInfinity;
  if (value < std::numeric_limits<float>::lowest()) return -kInfinity;
  return static_cast<float>(value);
}

bool in_race(float value, float limit) {
  return !(value > limit);
}

bool by_tile(const Entrant& a, const Entrant& b) {
  return a.of != b.of ? a.of < b.of : a.candidate < b.candidate;
}

}  // namespace

void Judge::keys(const Entrant* entrants, std::int64_t count, float* keys) const {
  std::vector<float> room(static_cast<std::size_t>(2 * kPairs * of_.d));
  Terms terms = {};
  for (std::int64_t first = 0; first < count; first += kPairs) {
    const std::int64_t pairs = std::min(kPairs, count - first);
    const float* rows[2 * kPairs];
    for (std::int64_t i = 0; i < pairs; ++i) {
      rows[2 * i] = widen_row(of_, entrants[first + i].of, room.data() + 2 * i * of_.d);
      rows[2 * i + 1] = widen_row(among_, entrants[first + i].candidate, room.data() + (2 * i + 1) * of_.d);
    }
    std::array<double, kPairs> sums = {};
    for (std::int64_t k = 0; k < of_.d; k += kTerms) {
      const std::int64_t length = std::min(kTerms, of_.d - k);
      for (std::int64_t i = 0; i < pairs; ++i) {
        write_terms(metric_, rows[2 * i] + k, rows[2 * i + 1] + k, length, terms[static_cast<std::size_t>(i)].data());
      }
      add_terms(terms, length, sums);
    }
    for (std::int64_t i = 0; i < pairs; ++i) {
      keys[first + i] = key_of(metric_, rounded(sums[static_cast<std::size_t>(i)]));
    }
  }
}

std::vector<float> Judge::keep_winners(std::vector<Entrant>& entrants) const {
  std::sort(entrants.begin(), entrants.end(), by_tile);
  std::vector<float> found(entrants.size());
  keys(entrants.data(), static_cast<std::int64_t>(entrants.size()), found.data());
  std::size_t winners = 0;
  float best = kInfinity;
  for (std::size_t i = 0; i < entrants.size(); ++i) {
    const bool next_tile = winners == 0 || entrants[winners - 1].of != entrants[i].of;
    if (!next_tile && found[i] >= best) continue;
    winners += next_tile ? 1 : 0;
    entrants[winners - 1] = entrants[i];
    best = found[winners - 1] = found[i];
  }
  entrants.resize(winners);
  found.resize(winners);
  return found;
}

void Judge::crown(const Entrant* first, const Entrant* last, Nearest& nearest) const {
  std::vector<Entrant> winners(first, last);
  const std::vector<float> found = keep_winners(winners);
  for (std::size_t i = 0; i < winners.size(); ++i) {
    nearest.tile[static_cast<std::size_t>(winners[i].of)] = winners[i].candidate;
    nearest.distance[static_cast<std::size_t>(winners[i].of)] = key_of(metric_, found[i]);
  }
}

Race::Race(std::int64_t count, std::int64_t padded, const std::vector<float>& slack)
    : slack_(slack),
      least_(static_cast<std::size_t>(padded), kInfinity),
      room_(static_cast<std::size_t>(count) * kEntrantsPerTile) {
  std::fill(least_.begin() + count, least_.end(), -kInfinity);
}

void Race::enter(const Entrant& entrant, const Judge& judge) {
  if (entrants_.size() >= room_) {
    drop_beaten();
    if (entrants_.size() > room_ / 2) judge.keep_winners(entrants_);
  }
  entrants_.push_back(entrant);
}

void Race::drop_beaten() {
  std::vector<Entrant> left;
  hand_over(least_, left);
  entrants_ = std::move(left);
}

void Race::hand_over(const std::vector<float>& least, std::vector<Entrant>& to) const {
  for (const Entrant& entrant : entrants_) {
    const auto tile = static_cast<std::size_t>(entrant.of);
    if (in_race(entrant.value, least[tile] + slack_[tile])) to.push_back(entrant);
  }
}

void Race::lower(std::vector<float>& least) const {
  for (std::size_t i = 0; i < least.size(); ++i) {
    if (least_[i] < least[i]) least[i] = least_[i];
  }
}

}  // namespace concord::slide
