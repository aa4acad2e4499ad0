// Pooling of maps with SIMD.
//
//   c x height x width  -> c * bins values: each element is read once for each bin that holds it, converted in
//   registers, and added to one of sixteen float32 partial results. With one bin a plane is one contiguous run, and
//   planes from several parts of the map are read side by side, block by block.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pooling/map_kernels.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/highway.h>

#include <algorithm>

#include "pooling/bins-inl.hpp"
#include "pooling/folds-inl.hpp"
#include "pooling/kernels.hpp"
#include "pooling/lanes-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::pooling::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Planes read side by side: one thread reads memory a third faster from eight places than from one, as the hardware's
// prefetch follows each (Zen 4: 28 against 21 GB/s; asking for memory in software made it slower). Their partial
// results fill eight registers.
constexpr std::int64_t kPlanes = kVectors >= 8 ? 1 : 8 / kVectors;

std::vector<Runs> runs_of_bins(const PoolJob& job, const MapView& map) {
  std::vector<Runs> bins;
  for (std::int64_t bin = 0; bin < job.output_height * job.output_width; ++bin) {
    bins.push_back(runs_of_bin(adaptive_bin(bin / job.output_width, job.output_height, map.height),
                               adaptive_bin(bin % job.output_width, job.output_width, map.width), map.width));
  }
  return bins;
}

// One map, with everything that its channels have in common.
template <typename Input, typename Fold>
class MapPooling {
 public:
  MapPooling(const PoolJob& job, const MapView& map, const Fold& fold, float* pooled)
      : job_(job),
        map_(map),
        fold_(fold),
        pooled_(pooled),
        plane_(map.height * map.width),
        bins_(runs_of_bins(job, map)) {
    if (map.keep != nullptr) std::copy(map.keep + plane_ / kLanes * kLanes, map.keep + plane_, rest_);
  }

  void run() {
    // Behind each plane that is read side by side with others lies another: a load may reach over its end.
    const bool whole_planes = bins_.size() == 1 && bins_[0].count == 1 && plane_ >= kLanes;
    const std::int64_t share = whole_planes ? (map_.c - 1) / kPlanes : 0;
    if (share > 0) pool_planes(share);
    pool_channels(bins_.size() > 1 ? pool_bins() : share * kPlanes);
  }

 private:
  static constexpr std::int64_t kElement = sizeof(typename Input::Element);

  Run run_of(std::int64_t channel, const Runs& runs, std::int64_t number) const {
    const std::int64_t first = channel * plane_ + runs.offset + number * runs.stride;
    return {map_.elements + first * kElement, runs.length, map_.c * plane_ - first, map_.keep,
            map_.keep == nullptr ? nullptr : rest_};
  }

  std::int64_t elements_of(const Runs& runs) const { return map_.keep != nullptr ? map_.kept : runs.elements(); }

  // Channels 0 .. kPlanes*share-1, each of one run: part after part of the map side by side. Their partial results are
  // set aside and finished some hundred at a time: finished plane by plane, they would hold up the reads to come.
  void pool_planes(std::int64_t share) {
    std::vector<Results<Fold>> results;
    for (std::int64_t part = 0; part < kPlanes; ++part) results.emplace_back(job_, pooled_ + part * share);
    for (std::int64_t first = 0; first < share; first += kAside) {
      const std::int64_t count = std::min(kAside, share - first);
      for (std::int64_t i = 0; i < count; ++i) add_planes(first + i, share, aside_[i]);
      for (std::int64_t part = 0; part < kPlanes; ++part) finish_planes(part, count, results[part]);
    }
    for (Results<Fold>& one : results) one.write();
  }

  HWY_INLINE void add_planes(std::int64_t i, std::int64_t share, float (*aside)[kLanes]) const {
    const std::byte* planes[kPlanes];
    for (std::int64_t part = 0; part < kPlanes; ++part) {
      planes[part] = map_.elements + (part * share + i) * plane_ * kElement;
    }
    Vector sums[kPlanes * kVectors];
    for (Vector& sum : sums) sum = hn::Set(Floats(), Fold::kFirst);
    if (map_.keep == nullptr) {
      add_blocks<false>(planes, sums);
    } else {
      add_blocks<true>(planes, sums);
    }
    for (std::int64_t s = 0; s < kPlanes * kVectors; ++s) hn::Store(sums[s], Floats(), aside[0] + s * kWidth);
  }

  HWY_INLINE void finish_planes(std::int64_t part, std::int64_t count, Results<Fold>& results) const {
    for (std::int64_t i = 0; i < count; ++i) {
      Vector vectors[kVectors];
      for (std::int64_t v = 0; v < kVectors; ++v) vectors[v] = hn::Load(Floats(), aside_[i][part] + v * kWidth);
      results.add(Lanes<Input, Fold>(fold_, vectors), elements_of(bins_[0]));
    }
  }

  // The elements of some planes. A loop of its own, with nothing in it that would take the sums out of registers.
  template <bool kMasked>
  HWY_INLINE void add_blocks(const std::byte* const* planes, Vector* sums) const {
    Vector held[kPlanes * kVectors];
    for (std::int64_t s = 0; s < kPlanes * kVectors; ++s) held[s] = sums[s];
    const Fold fold = fold_;
    for (std::int64_t j = 0; j + kLanes <= plane_; j += kLanes) {
      for (std::int64_t s = 0; s < kPlanes * kVectors; ++s) {
        const std::int64_t at = j + s % kVectors * kWidth;
        const Vector x = Input::load(planes[s / kVectors] + at * kElement);
        held[s] = fold.step(held[s], kMasked ? Lanes<Input, Fold>::kept(x, map_.keep + at, 0) : x);
      }
    }
    const std::int64_t end = plane_ / kLanes * kLanes, count = plane_ - end;
    for (std::int64_t s = 0; s < kPlanes * kVectors; ++s) {
      const std::int64_t lane = s % kVectors * kWidth;
      sums[s] = held[s];
      if (lane >= count) continue;
      const Vector x = Input::load(planes[s / kVectors] + (end + lane) * kElement);
      const Vector more = fold.step(held[s], kMasked ? Lanes<Input, Fold>::kept(x, rest_ + lane, 0) : x);
      sums[s] = hn::IfThenElse(hn::FirstN(Floats(), static_cast<std::size_t>(count - lane)), more, held[s]);
    }
  }

  // Channels 0 .. result-1, where their bins allow it.
  std::int64_t pool_bins() const {
    BinPooling<Input, Fold> bins(job_, map_, fold_, pooled_);
    const std::int64_t channels = bins.channels();
    bins.run(channels);
    return channels;
  }

  // Channels from `first` on, one after the other.
  void pool_channels(std::int64_t first) {
    Results<Fold> results(job_, pooled_ + first * static_cast<std::int64_t>(bins_.size()));
    for (std::int64_t channel = first; channel < map_.c; ++channel) {
      for (const Runs& runs : bins_) {
        Lanes<Input, Fold> lanes(fold_);
        for (std::int64_t run = 0; run < runs.count; ++run) lanes.add_run(run_of(channel, runs, run));
        results.add(lanes, elements_of(runs));
      }
    }
    results.write();
  }

  const PoolJob& job_;
  const MapView& map_;
  const Fold& fold_;
  float* pooled_;
  std::int64_t plane_;
  std::vector<Runs> bins_;
  alignas(64) std::uint32_t rest_[kLanes] = {};
  static constexpr std::int64_t kAside = 32;
  alignas(64) float aside_[kAside][kPlanes][kLanes];
};

template <typename Input, typename Fold>
void pool_map_with(const PoolJob& job, const MapView& map, const Fold& fold, float* pooled) {
  MapPooling<Input, Fold>(job, map, fold, pooled).run();
}

void pool_map_on_target(const PoolJob& job, const MapView& map, float* pooled) {
  with_input(job, [&](auto input) {
    with_fold(job, [&](const auto& fold) { pool_map_with<decltype(input)>(job, map, fold, pooled); });
  });
}

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::pooling {

HWY_EXPORT(pool_map_on_target);

void pool_map(const PoolJob& job, const MapView& map, float* pooled) {
  HWY_DYNAMIC_DISPATCH(pool_map_on_target)(job, map, pooled);
}

}  // namespace concord::pooling
#endif
