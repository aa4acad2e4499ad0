// Pooling with SIMD.
//
//   map     c x height x width  -> c * bins values: each element is read once for each bin that holds it, converted in
//           registers, and added to one of sixteen float32 partial results (pool_job.hpp). With one bin a plane is one
//           contiguous run, and planes from several parts of the map are read side by side, block by block.
//   tokens  t x c -> c values: tokens are read in order, front to back; the c partial results stay in the first-level
//           cache.
//
// Products and sums stay apart (-ffp-contract=off, no MulAdd), so that machines without fused multiply-add give the
// same bits.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pooling/kernels.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "core/transpose-inl.hpp"
#include "pooling/kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::pooling::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, kLanes>;
using Vector = hn::Vec<Floats>;
using Mask = hn::Mask<Floats>;
constexpr std::int64_t kWidth = hn::MaxLanes(Floats());
constexpr std::int64_t kVectors = kLanes / kWidth;  // registers that make sixteen lanes

// Each input type: Element as it lies in memory, and how one register of it becomes float32.
struct Float32Input {
  using Element = float;
  static HWY_INLINE Vector load(const std::byte* at) { return hn::LoadU(Floats(), reinterpret_cast<const float*>(at)); }
};

template <typename Half>
struct HalfInput {
  using Element = Half;
  static HWY_INLINE Vector load(const std::byte* at) {
    return hn::PromoteTo(Floats(), hn::LoadU(hn::Rebind<Half, Floats>(), reinterpret_cast<const Half*>(at)));
  }
};

// Up to sixteen elements behind the last whole block, copied so that no load leaves the caller's array. Zeros follow
// them.
template <typename Input>
class Tail {
 public:
  HWY_INLINE Tail(const std::byte* from, std::int64_t count) {
    std::memcpy(bytes_, from, static_cast<std::size_t>(count) * sizeof(typename Input::Element));
  }
  HWY_INLINE const std::byte* bytes() const { return bytes_; }

 private:
  alignas(64) std::byte bytes_[kLanes * sizeof(typename Input::Element)] = {};
};

// Each way of pooling: the first value of a partial result, one more element, and two partial results into one.
struct SumFold {
  static constexpr float kFirst = 0.0f;
  HWY_INLINE Vector step(Vector partial, Vector x) const { return hn::Add(partial, x); }
  template <class V>
  static HWY_INLINE V combine(V a, V b) {
    return hn::Add(a, b);
  }
};

struct MaxFold {
  static constexpr float kFirst = -std::numeric_limits<float>::infinity();
  HWY_INLINE Vector step(Vector partial, Vector x) const { return combine(partial, x); }
  template <class V>
  static HWY_INLINE V combine(V a, V b) {
    return hn::IfThenElse(hn::Or(hn::Gt(b, a), hn::IsNaN(b)), b, a);
  }
};

// GeM with a whole exponent: products.
struct SmallPowerFold {
  static constexpr float kFirst = 0.0f;
  explicit SmallPowerFold(const PoolJob& job) : epsilon(job.gem_epsilon), power(small_power(job.gem_power)) {}
  HWY_INLINE Vector step(Vector partial, Vector x) const {
    const Vector least = hn::Set(Floats(), epsilon);
    const Vector base = hn::IfThenElse(hn::Lt(x, least), least, x);
    Vector product = base;
    for (int i = 1; i < power; ++i) product = hn::Mul(product, base);
    return hn::Add(partial, product);
  }
  template <class V>
  static HWY_INLINE V combine(V a, V b) {
    return hn::Add(a, b);
  }
  float epsilon;
  int power;
};

// GeM with any exponent: the C library's power, one lane at a time, for it is the same at every SIMD level.
struct AnyPowerFold {
  static constexpr float kFirst = 0.0f;
  explicit AnyPowerFold(const PoolJob& job) : epsilon(job.gem_epsilon), power(job.gem_power) {}
  HWY_INLINE Vector step(Vector partial, Vector x) const {
    alignas(64) float lanes[kWidth];
    const Vector least = hn::Set(Floats(), epsilon);
    hn::Store(hn::IfThenElse(hn::Lt(x, least), least, x), Floats(), lanes);
    for (float& lane : lanes) lane = raise(lane, power);
    return hn::Add(partial, hn::Load(Floats(), lanes));
  }
  template <class V>
  static HWY_INLINE V combine(V a, V b) {
    return hn::Add(a, b);
  }
  float epsilon;
  float power;
};

// How far ahead of the reads of tokens memory is asked for: over the end of the page, where the hardware's own prefetch
// stops.
constexpr std::int64_t kAhead = 4096;

// Planes read side by side: one thread reads memory a third faster from eight places than from one, as the hardware's
// prefetch follows each (Zen 4: 28 against 21 GB/s; asking for memory in software made it slower). Their partial
// results fill eight registers.
constexpr std::int64_t kPlanes = kVectors >= 8 ? 1 : 8 / kVectors;

// One run of elements. `rest`: the words of `keep` behind its last whole block, zeros behind them.
struct Run {
  const std::byte* first;
  std::int64_t length;
  std::int64_t readable;  // elements from `first` to the end of the map
  const std::uint32_t* keep;
  const std::uint32_t* rest;
};

// Sixteen partial results, and one run of elements after the other.
template <typename Input, typename Fold>
class Lanes {
 public:
  // Goes on from partial results that exist.
  HWY_INLINE Lanes(const Fold& fold, const Vector* vectors) : fold_(fold) {
    for (std::int64_t v = 0; v < kVectors; ++v) vectors_[v] = vectors[v];
  }

  HWY_INLINE explicit Lanes(const Fold& fold) : fold_(fold) {
    for (Vector& vector : vectors_) vector = hn::Set(Floats(), Fold::kFirst);
  }

  HWY_INLINE void add_run(const Run& run) {
    for (std::int64_t j = 0; j + kLanes <= run.length; j += kLanes) add_block(run, j);
    add_end(run);
  }

  // Sixteen elements, from element j of the run.
  HWY_INLINE void add_block(const Run& run, std::int64_t j) {
    const std::uint32_t* keep = run.keep == nullptr ? nullptr : run.keep + j;
    for (std::int64_t v = 0; v < kVectors; ++v) {
      const Vector x = Input::load(run.first + (j + v * kWidth) * kElement);
      vectors_[v] = fold_.step(vectors_[v], kept(x, keep, v));
    }
  }

  // What is left behind the last whole block.
  HWY_INLINE void add_end(const Run& run) {
    const std::int64_t j = run.length / kLanes * kLanes;
    if (j == run.length) return;
    // The elements behind the run are read and not counted; behind the map is the caller's, not to be read.
    if (j + kLanes <= run.readable) return add_rest(run.first + j * kElement, run.rest, run.length - j);
    add_rest(Tail<Input>(run.first + j * kElement, run.length - j).bytes(), run.rest, run.length - j);
  }

  // x where the words say so, else zero; keep == nullptr: everywhere.
  static HWY_INLINE Vector kept(Vector x, const std::uint32_t* keep, std::int64_t v) {
    if (keep == nullptr) return x;
    return hn::And(x, hn::BitCast(Floats(), hn::LoadU(hn::RebindToUnsigned<Floats>(), keep + v * kWidth)));
  }

  // Combines partial results i and i+8, then i and i+4; the four that are left go to `quad`.
  HWY_INLINE void store_quad(float* quad) const {
    Vector left[kVectors];
    for (std::int64_t v = 0; v < kVectors; ++v) left[v] = vectors_[v];
    std::int64_t count = kVectors;
    for (; count > 1 && count * kWidth > 4; count /= 2) {
      for (std::int64_t v = 0; v < count / 2; ++v) left[v] = Fold::combine(left[v], left[v + count / 2]);
    }
#if HWY_TARGET != HWY_SCALAR  // which has no halves, nor use for them
    if constexpr (kWidth > 4) return store_folded(Floats(), left[0], quad);
#endif
    for (std::int64_t v = 0; v * kWidth < 4; ++v) hn::StoreU(left[v], Floats(), quad + v * kWidth);
  }

 private:
  static constexpr std::int64_t kElement = sizeof(typename Input::Element);

#if HWY_TARGET != HWY_SCALAR
  template <class D, class V = hn::Vec<D>>
  static HWY_INLINE void store_folded(D d, V v, float* quad) {
    if constexpr (hn::MaxLanes(D()) <= 4) {
      hn::StoreU(v, d, quad);
    } else {
      const hn::Half<D> half;
      store_folded(half, Fold::combine(hn::LowerHalf(half, v), hn::UpperHalf(half, v)), quad);
    }
  }
#endif

  HWY_INLINE void add_rest(const std::byte* from, const std::uint32_t* keep, std::int64_t count) {
    for (std::int64_t v = 0; v < kVectors && v * kWidth < count; ++v) {
      const Mask inside = hn::FirstN(Floats(), static_cast<std::size_t>(count - v * kWidth));
      const Vector x = kept(Input::load(from + v * kWidth * kElement), keep, v);
      vectors_[v] = hn::IfThenElse(inside, fold_.step(vectors_[v], x), vectors_[v]);
    }
  }

  Fold fold_;
  Vector vectors_[kVectors];
};

// Four results, each of four partial ones that are left, are finished side by side: transposed, so that one operation
// serves them all.
template <typename Fold>
class Results {
 public:
  Results(const PoolJob& job, float* pooled) : job_(job), pooled_(pooled) {}

  // The next one, which `count` elements made.
  template <typename Input>
  HWY_INLINE void add(const Lanes<Input, Fold>& lanes, std::int64_t count) {
    lanes.store_quad(quads_[held_]);
    counts_[held_] = count;
    if (++held_ == kQuad) write();
  }

  void write() {
    float finished[kQuad];
    combine(finished);
    const bool is_mean = job_.mode != CONCORD_POOL_GEM && job_.mode != CONCORD_POOL_MAX;
    if (is_mean && held_ == kQuad && are_of_one_count()) {
      store_means(finished);
    } else {
      for (std::int64_t i = 0; i < held_; ++i) pooled_[i] = finish_pooled(job_, finished[i], counts_[i]);
    }
    pooled_ += held_;
    held_ = 0;
  }

 private:
  static constexpr std::int64_t kQuad = 4;
  using Quad = hn::CappedTag<float, kQuad>;

  // Partial results i and i+2, then i and i+1.
  HWY_INLINE void combine(float* finished) const {
    alignas(16) float columns[kQuad][kQuad];
    constexpr std::int64_t kStep = hn::MaxLanes(Quad());  // one in plain code, else four
    for (std::int64_t i = 0; i < kQuad; i += kStep) {
      const auto row = [&](std::int64_t r) { return hn::Load(Quad(), quads_[r] + i); };
      concord::HWY_NAMESPACE::store_transposed(Quad(), row(0), row(1), row(2), row(3), columns[i], kQuad);
    }
    for (std::int64_t i = 0; i < kQuad; i += kStep) {
      const auto column = [&](std::int64_t c) { return hn::Load(Quad(), columns[c] + i); };
      const auto even = Fold::combine(column(0), column(2)), odd = Fold::combine(column(1), column(3));
      hn::StoreU(Fold::combine(even, odd), Quad(), finished + i);
    }
  }

  bool are_of_one_count() const {
    return counts_[0] > 0 && counts_[0] == counts_[1] && counts_[0] == counts_[2] && counts_[0] == counts_[3];
  }

  // As finish_pooled does, four at once: their divisions take as long as that of one.
  HWY_INLINE void store_means(const float* finished) const {
    const auto count = hn::Set(Quad(), static_cast<float>(counts_[0]));
    for (std::int64_t i = 0; i < kQuad; i += static_cast<std::int64_t>(hn::MaxLanes(Quad()))) {
      hn::StoreU(hn::Div(hn::LoadU(Quad(), finished + i), count), Quad(), pooled_ + i);
    }
  }

  const PoolJob& job_;
  float* pooled_;
  std::int64_t held_ = 0;
  std::int64_t counts_[kQuad] = {};
  alignas(16) float quads_[kQuad][kQuad] = {};
};

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
    pool_channels(share * kPlanes);
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

// N more tokens, in their order, for the partial results of all channels.
template <typename Input, std::int64_t N, typename Fold>
HWY_INLINE void add_tokens(const std::byte* const* tokens, std::int64_t c, const Fold& fold, float* partial) {
  constexpr std::int64_t kElement = sizeof(typename Input::Element);
  std::int64_t i = 0;
  for (; i + kWidth <= c; i += kWidth) {
    Vector sum = hn::LoadU(Floats(), partial + i);
    for (std::int64_t t = 0; t < N; ++t) {
      if (i % kLanes == 0) hwy::Prefetch(tokens[t] + i * kElement + kAhead);
      sum = fold.step(sum, Input::load(tokens[t] + i * kElement));
    }
    hn::StoreU(sum, Floats(), partial + i);
  }
  if (i == c) return;
  Vector sum = hn::LoadU(Floats(), partial + i);
  for (std::int64_t t = 0; t < N; ++t) {
    sum = fold.step(sum, Input::load(Tail<Input>(tokens[t] + i * kElement, c - i).bytes()));
  }
  hn::StoreU(sum, Floats(), partial + i);
}

// Four tokens together, so that a partial result is loaded and stored once for four additions.
template <typename Input, typename Fold>
void pool_tokens_with(const PoolJob& job, const TokenView& tokens, const Fold& fold, float* pooled) {
  const std::int64_t token_bytes = tokens.c * static_cast<std::int64_t>(sizeof(typename Input::Element));
  std::fill(pooled, pooled + tokens.c, Fold::kFirst);
  const std::byte* held[4];
  std::int64_t count = 0;
  for (std::int64_t token = 0; token < tokens.t; ++token) {
    if (tokens.keep != nullptr && tokens.keep[token] == 0) continue;
    held[count++] = tokens.elements + token * token_bytes;
    if (count < 4) continue;
    add_tokens<Input, 4>(held, tokens.c, fold, pooled);
    count = 0;
  }
  for (std::int64_t i = 0; i < count; ++i) add_tokens<Input, 1>(held + i, tokens.c, fold, pooled);
  for (std::int64_t i = 0; i < tokens.c; ++i) pooled[i] = finish_pooled(job, pooled[i], tokens.kept);
}

// Calls body(fold) with the fold of the job's mode.
template <typename Body>
void with_fold(const PoolJob& job, const Body& body) {
  if (job.mode == CONCORD_POOL_MAX) return body(MaxFold());
  if (job.mode != CONCORD_POOL_GEM) return body(SumFold());
  if (small_power(job.gem_power) != 0) return body(SmallPowerFold(job));
  return body(AnyPowerFold(job));
}

// Calls body(input) with the input type of the job.
template <typename Body>
void with_input(const PoolJob& job, const Body& body) {
  if (job.input_dtype == CONCORD_FLOAT16) return body(HalfInput<hwy::float16_t>());
  if (job.input_dtype == CONCORD_BFLOAT16) return body(HalfInput<hwy::bfloat16_t>());
  return body(Float32Input());
}

void pool_map_on_target(const PoolJob& job, const MapView& map, float* pooled) {
  with_input(job, [&](auto input) {
    with_fold(job, [&](const auto& fold) { pool_map_with<decltype(input)>(job, map, fold, pooled); });
  });
}

void pool_tokens_on_target(const PoolJob& job, const TokenView& tokens, float* pooled) {
  with_input(job, [&](auto input) {
    with_fold(job, [&](const auto& fold) { pool_tokens_with<decltype(input)>(job, tokens, fold, pooled); });
  });
}

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::pooling {

HWY_EXPORT(pool_map_on_target);
HWY_EXPORT(pool_tokens_on_target);

void pool_map(const PoolJob& job, const MapView& map, float* pooled) {
  HWY_DYNAMIC_DISPATCH(pool_map_on_target)(job, map, pooled);
}

void pool_tokens(const PoolJob& job, const TokenView& tokens, float* pooled) {
  HWY_DYNAMIC_DISPATCH(pool_tokens_on_target)(job, tokens, pooled);
}

}  // namespace concord::pooling
#endif
