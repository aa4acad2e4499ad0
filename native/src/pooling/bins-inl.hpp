// Maps in several bins, each narrower than the map and no wider than a partial result has lanes.
//
//   c x height x width -> c x bins_high x bins_wide. All bins of a row of bins have their rows in common, and column j
//   of a bin is its partial result j (pool_job.hpp): so the rows are added for all columns of the map at once, and a
//   bin is what its columns combine to.
//
// Compiled once for every instruction set: include it from a kernel file, behind hwy/highway.h.
#if defined(CONCORD_POOLING_BINS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef CONCORD_POOLING_BINS_INL_HPP
#undef CONCORD_POOLING_BINS_INL_HPP
#else
#define CONCORD_POOLING_BINS_INL_HPP
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <vector>

#include "pooling/folds-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::pooling::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <typename Input, typename Fold>
class BinPooling {
 public:
  BinPooling(const PoolJob& job, const MapView& map, const Fold& fold, float* pooled)
      : job_(job), map_(map), fold_(fold), pooled_(pooled), sums_(static_cast<std::size_t>(map.width + kWidth)) {
    for (std::int64_t i = 0; i < job.output_height; ++i)
      rows_.push_back(adaptive_bin(i, job.output_height, map.height));
    for (std::int64_t i = 0; i < job.output_width; ++i)
      columns_.push_back(adaptive_bin(i, job.output_width, map.width));
    for (const Range& rows : rows_) {
      for (const Range& columns : columns_) counts_.push_back(static_cast<float>(rows.size() * columns.size()));
    }
  }

  // Channels 0 .. result-1 may be pooled here; the rest, the last one at least, goes another way: a load may reach over
  // the end of a row, and behind the map is the caller's, not to be read.
  std::int64_t channels() const {
    const auto is_served = [this](const Range& columns) {
      return columns.size() < map_.width && columns.size() <= kLanes;
    };
    const bool all = map_.keep == nullptr && std::all_of(columns_.begin(), columns_.end(), is_served);
    return all && map_.height * map_.width >= kLanes ? map_.c - 1 : 0;
  }

  void run(std::int64_t channels) {
    float* out = pooled_;
    for (std::int64_t channel = 0; channel < channels; ++channel) {
      const std::byte* plane = map_.elements + channel * map_.height * map_.width * kElement;
      float* const first = out;
      for (const Range& rows : rows_) {
        add_rows(plane + rows.begin * map_.width * kElement, rows.size());
        for (const Range& columns : columns_) *out++ = combined(sums_.data() + columns.begin, columns.size());
      }
      finish(first, out - first);
    }
  }

 private:
  static constexpr std::int64_t kElement = sizeof(typename Input::Element);

  HWY_INLINE void add_rows(const std::byte* first, std::int64_t rows) {
    for (std::int64_t x = 0; x < map_.width; x += kWidth) {
      Vector sum = hn::Set(Floats(), Fold::kFirst);
      for (std::int64_t y = 0; y < rows; ++y) {
        sum = fold_.step(sum, Input::load(first + (y * map_.width + x) * kElement));
      }
      hn::StoreU(sum, Floats(), sums_.data() + x);
    }
  }

  static HWY_INLINE float combine(float a, float b) {
    const hn::CappedTag<float, 1> one;
    return hn::GetLane(Fold::combine(hn::Set(one, a), hn::Set(one, b)));
  }

  // Partial results i and i+8, then i and i+4, i+2, i+1. What a bin does not have changes nothing and is left out.
  static HWY_INLINE float combined(const float* lanes, std::int64_t count) {
    if (count == 1) return lanes[0];
    if (count == 2) return combine(lanes[0], lanes[1]);
    if (count == 3) return combine(combine(lanes[0], lanes[2]), lanes[1]);
    if (count == 4) return combine(combine(lanes[0], lanes[2]), combine(lanes[1], lanes[3]));
    return combined_many(lanes, count);
  }

  static HWY_NOINLINE float combined_many(const float* lanes, std::int64_t count) {
    float left[kLanes];
    std::copy(lanes, lanes + count, left);
    for (std::int64_t half = kLanes / 2; half > 0; half /= 2) {
      for (std::int64_t i = 0; i < half && i + half < count; ++i) left[i] = combine(left[i], left[i + half]);
      count = std::min(count, half);
    }
    return left[0];
  }

  // As finish_pooled, on the bins of one channel; means are divided a register at a time.
  HWY_INLINE void finish(float* bins, std::int64_t count) const {
    if (job_.mode == CONCORD_POOL_MAX) return;
    std::int64_t i = 0;
    if (job_.mode != CONCORD_POOL_GEM) {
      for (; i + kWidth <= count; i += kWidth) {
        const Vector sizes = hn::LoadU(Floats(), counts_.data() + i);
        hn::StoreU(hn::Div(hn::LoadU(Floats(), bins + i), sizes), Floats(), bins + i);
      }
    }
    for (; i < count; ++i) {
      bins[i] = finish_pooled(job_, bins[i], static_cast<std::int64_t>(counts_[static_cast<std::size_t>(i)]));
    }
  }

  const PoolJob& job_;
  const MapView& map_;
  const Fold& fold_;
  float* pooled_;
  std::vector<Range> rows_;
  std::vector<Range> columns_;
  std::vector<float> counts_;  // elements of each bin
  std::vector<float> sums_;    // of the rows at hand, one for each column
};

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
