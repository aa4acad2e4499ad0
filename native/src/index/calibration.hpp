// How many lists a search must visit to find what an exact search finds.
#pragma once

#include <cstdint>

#include "core/cancel.hpp"
#include "index/generation_source.hpp"

namespace concord::index {

struct CalibrationRequest {
  double target_recall = 0.99;
  std::int64_t k = 10;
  std::int64_t queries = 200;
  std::uint64_t seed = 0;
  std::int32_t threads = 0;
  const concord_cancel* cancel = nullptr;
};

struct Calibration {
  std::int32_t nprobe = 1;
  double recall = 1.0;
};

// Draws stored rows as queries, finds the exact k nearest of each (itself left out), and for each of those the rank of
// its list among the query's centroids: a row whose list is visited is always found, so the share of ranks below nprobe
// is the recall@k, for every nprobe at once. Returns the smallest nprobe whose recall reaches the target, and that
// recall as measured.
Calibration calibrate(const GenerationSource& generation, const CalibrationRequest& request);

}  // namespace concord::index
