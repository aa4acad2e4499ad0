#include "slide/race.hpp"

#include <algorithm>
#include <limits>

#include "core/canonical.hpp"

namespace concord::slide {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Entrants a thread holds for each tile before it makes room; those of random tiles stay below ten.
constexpr std::size_t kEntrantsPerTile = 32;

// Pairs that the judge compares at a time.
constexpr std::int64_t kPairs = 16;

bool in_race(float value, float limit) {
  return !(value > limit);
}

bool by_tile(const Entrant& a, const Entrant& b) {
  return a.of != b.of ? a.of < b.of : a.candidate < b.candidate;
}

}  // namespace

void Judge::keys(const Entrant* entrants, std::int64_t count, float* keys) const {
  std::vector<float> room(static_cast<std::size_t>(2 * kPairs * of_.d));
  for (std::int64_t first = 0; first < count; first += kPairs) {
    const std::int64_t pairs = std::min(kPairs, count - first);
    const float *x[kPairs], *y[kPairs];
    for (std::int64_t i = 0; i < pairs; ++i) {
      x[i] = widen_row(of_, entrants[first + i].of, room.data() + 2 * i * of_.d);
      y[i] = widen_row(among_, entrants[first + i].candidate, room.data() + (2 * i + 1) * of_.d);
    }
    canonical_keys(metric_, x, y, of_.d, pairs, keys + first);
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
