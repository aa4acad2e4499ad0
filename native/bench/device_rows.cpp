#include "device_rows.hpp"

#include <algorithm>

#include "core/float16.hpp"
#include "core/parallel.hpp"
#include "index/canonical.hpp"

namespace concord::bench {
namespace {

// Uniform in -0.5 .. 0.5; a few operations a number, since there are billions.
float uniform(std::uint64_t& state) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return static_cast<float>(state >> 40) * 0x1p-24f - 0.5f;
}

constexpr std::int64_t kRowsAtOnce = 4096;

}  // namespace

ListedRows::ListedRows(std::int64_t rows, std::int32_t lists)
    : centroids_(static_cast<std::size_t>(lists * kDimension)),
      rows_(static_cast<std::size_t>(rows * kDimension)),
      norms_(static_cast<std::size_t>(rows)) {
  shape_.dimension = static_cast<std::int32_t>(kDimension);
  shape_.dtype = CONCORD_FLOAT16;
  shape_.metric = CONCORD_L2;
  shape_.rows = rows;
  shape_.last_row = rows - 1;
  shape_.lists = lists;
  shape_.nprobe = lists;
  shape_.row_bytes = kDimension * 2;
  std::uint64_t state = 88172645463325252ull;
  for (float& value : centroids_) value = uniform(state);
  for (std::int64_t i = 0; i < lists; ++i) {
    centroid_norms_.push_back(index::squared_norm(
        reinterpret_cast<const std::byte*>(centroids_.data() + i * kDimension), CONCORD_FLOAT32, kDimension));
  }
  const std::int64_t pieces = (rows + kRowsAtOnce - 1) / kRowsAtOnce;
  parallel_for(thread_count(0, pieces), pieces, [&](std::int64_t piece, std::int32_t) {
    for (std::int64_t row = piece * kRowsAtOnce; row < std::min(rows, (piece + 1) * kRowsAtOnce); ++row) scatter(row);
  });
}

void ListedRows::scatter(std::int64_t row) {
  const float* const centre = centroids_.data() + row * shape_.lists / shape_.rows * kDimension;
  std::uint16_t* const to = rows_.data() + row * kDimension;
  std::uint64_t state = 0x9E3779B97F4A7C15ull * static_cast<std::uint64_t>(row + 1);
  for (std::int64_t k = 0; k < kDimension; ++k) to[k] = float_to_float16(centre[k] + uniform(state));
  norms_[static_cast<std::size_t>(row)] =
      index::squared_norm(reinterpret_cast<const std::byte*>(to), CONCORD_FLOAT16, kDimension);
}

std::vector<float> ListedRows::queries(std::int64_t n) const {
  std::vector<float> values(static_cast<std::size_t>(n * kDimension));
  std::uint64_t state = 362436069362436069ull;
  for (std::int64_t i = 0; i < n; ++i) {
    const float* const centre = centroids_.data() + i * 7919 % shape_.lists * kDimension;
    for (std::int64_t k = 0; k < kDimension; ++k)
      values[static_cast<std::size_t>(i * kDimension + k)] = centre[k] + uniform(state);
  }
  return values;
}

index::RowRange ListedRows::list(std::int64_t list) const {
  const auto first_of = [this](std::int64_t i) { return (i * shape_.rows + shape_.lists - 1) / shape_.lists; };
  return {first_of(list), first_of(list + 1)};
}

index::RowSpan ListedRows::span(index::RowRange range) const {
  return {reinterpret_cast<const std::byte*>(rows_.data() + range.begin * kDimension),
          nullptr,
          range.begin,
          norms_.data() + range.begin,
          range.size(),
          kDimension * 2,
          CONCORD_FLOAT16};
}

index::RowSpan ListedRows::centroids() const {
  if (shape_.lists == 1) return {};
  return {reinterpret_cast<const std::byte*>(centroids_.data()),
          nullptr,
          0,
          centroid_norms_.data(),
          shape_.lists,
          kDimension * 4,
          CONCORD_FLOAT32};
}

}  // namespace concord::bench
