// Builds a generation file out of other sources.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/cancel.hpp"
#include "index/row_table.hpp"

namespace concord::index {

// What concord_build_options means, defaults filled in.
struct BuildRequest {
  Metric metric = Metric::kL2;
  std::int64_t lists = 0;  // 0 = chosen from the row count
  std::int32_t threads = 0;
  std::int64_t flat_below = 20'000;
  std::int64_t training_rows = 0;  // 0 = 64 a list
  std::uint64_t seed = 0;
  double target_recall = 0.99;
  std::int64_t calibration_k = 10;
  std::int64_t calibration_queries = 200;
  std::array<std::uint8_t, 16> collection{};
  KeptRows keep;
  std::function<void(std::int64_t, std::int64_t)> progress;
  const concord_cancel* cancel = nullptr;
};

// The lists of a generation of `rows` rows when the caller leaves the choice: 4 * sqrt(rows), as FAISS's guidelines
// advise, but at least 39 rows a list, below which FAISS warns that k-means has too little to go by.
std::int64_t chosen_lists(std::int64_t rows, std::int64_t flat_below);

// See concord_generation_build. Memory: the training sample in float32, and about 100 bytes a row; rows themselves stay
// in the mapped sources.
void build_generation(const std::string& path, const std::vector<const Source*>& sources, const BuildRequest& request);

}  // namespace concord::index
