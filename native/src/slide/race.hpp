// Who is nearest: float32 values choose the entrants, canonical distances the winner.
#pragma once

#include <cstdint>
#include <vector>

#include "slide/kernels.hpp"

namespace concord::slide {

// Tile `candidate` of one slide may be the nearest to tile `of` of the other. value orders the candidates of one tile
// as their distances do, but for an error of at most half of the tile's slack.
struct Entrant {
  std::int64_t of;
  std::int64_t candidate;
  float value;
};

// For each tile of one slide its nearest tile of the other, and the canonical distance.
struct Nearest {
  std::vector<std::int64_t> tile;
  std::vector<float> distance;
};

// Decides by canonical distance (core/canonical.hpp); ties to the lower candidate.
class Judge {
 public:
  Judge(Metric metric, const Tiles& of, const Tiles& among) : metric_(metric), of_(of), among_(among) {}

  // Keys of the pairs (see key_of), smaller for a nearer one.
  void keys(const Entrant* entrants, std::int64_t count, float* keys) const;

  // Leaves the winner for each tile, sorted by tile; returns their keys.
  std::vector<float> keep_winners(std::vector<Entrant>& entrants) const;

  // Writes the winner of each tile that has entrants first .. last-1, which are sorted by tile.
  void crown(const Entrant* first, const Entrant* last, Nearest& nearest) const;

 private:
  Metric metric_;
  const Tiles& of_;
  const Tiles& among_;
};

// The race for the tiles of one slide as far as one thread has seen it.
class Race {
 public:
  // slack: one for each tile; outlives the race. Tiles behind `count` (padding) never take part.
  Race(std::int64_t count, std::int64_t padded, const std::vector<float>& slack);

  float* least() { return least_.data(); }

  // Keeps memory bounded: when many candidates are as good as equal, the judge decides between them at once.
  void enter(const Entrant& entrant, const Judge& judge);

  // The entrants that are still in the race against `least`, one value for each tile.
  void hand_over(const std::vector<float>& least, std::vector<Entrant>& to) const;
  void lower(std::vector<float>& least) const;

 private:
  void drop_beaten();

  const std::vector<float>& slack_;
  std::vector<float> least_;
  std::vector<Entrant> entrants_;
  std::size_t room_;
};

}  // namespace concord::slide
