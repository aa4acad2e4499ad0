// Pooling with SIMD.
//
//   map     c x height x width  -> c * bins values: each element is read once for each bin that holds it, converted in
//           registers, and added to one of sixteen float32 partial results (pool_job.hpp). With one bin a plane is one
//           contiguous run.
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
  static HWY_INLINE Vector combine(Vector a, Vector b) { return hn::Add(a, b); }
};

struct MaxFold {
  static constexpr float kFirst = -std::numeric_limits<float>::infinity();
  HWY_INLINE Vector step(Vector partial, Vector x) const {
    return hn::IfThenElse(hn::Or(hn::Gt(x, partial), hn::IsNaN(x)), x, partial);
  }
  static HWY_INLINE Vector combine(Vector a, Vector b) { return MaxFold().step(a, b); }
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
  static HWY_INLINE Vector combine(Vector a, Vector b) { return hn::Add(a, b); }
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
  static HWY_INLINE Vector combine(Vector a, Vector b) { return hn::Add(a, b); }
  float epsilon;
  float power;
};

// How far ahead of the reads memory is asked for: over the end of the page, where the hardware's own prefetch stops.
constexpr std::int64_t kAhead = 4096;

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
  HWY_INLINE explicit Lanes(const Fold& fold) : fold_(fold) {
    for (Vector& vector : vectors_) vector = hn::Set(Floats(), Fold::kFirst);
  }

  HWY_INLINE void add_run(const Run& run) {
    std::int64_t j = 0;
    for (; j + kLanes <= run.length; j += kLanes) {
      const std::byte* block = run.first + j * kElement;
      hwy::Prefetch(block + kAhead);
      add_block(block, run.keep == nullptr ? nullptr : run.keep + j);
    }
    if (j == run.length) return;
    // The elements behind the run are read and not counted; behind the map is the caller's, not to be read.
    if (j + kLanes <= run.readable) return add_rest(run.first + j * kElement, run.rest, run.length - j);
    add_rest(Tail<Input>(run.first + j * kElement, run.length - j).bytes(), run.rest, run.length - j);
  }

  HWY_INLINE void store(float* lanes) const {
    for (std::int64_t v = 0; v < kVectors; ++v) hn::Store(vectors_[v], Floats(), lanes + v * kWidth);
  }

 private:
  static constexpr std::int64_t kElement = sizeof(typename Input::Element);

  HWY_INLINE void add_block(const std::byte* block, const std::uint32_t* keep) {
    for (std::int64_t v = 0; v < kVectors; ++v) {
      vectors_[v] = fold_.step(vectors_[v], kept(Input::load(block + v * kWidth * kElement), keep, v));
    }
  }

  HWY_INLINE void add_rest(const std::byte* from, const std::uint32_t* keep, std::int64_t count) {
    for (std::int64_t v = 0; v < kVectors && v * kWidth < count; ++v) {
      const Mask inside = hn::FirstN(Floats(), static_cast<std::size_t>(count - v * kWidth));
      const Vector x = kept(Input::load(from + v * kWidth * kElement), keep, v);
      vectors_[v] = hn::IfThenElse(inside, fold_.step(vectors_[v], x), vectors_[v]);
    }
  }

  static HWY_INLINE Vector kept(Vector x, const std::uint32_t* keep, std::int64_t v) {
    if (keep == nullptr) return x;
    return hn::And(x, hn::BitCast(Floats(), hn::LoadU(hn::RebindToUnsigned<Floats>(), keep + v * kWidth)));
  }

  Fold fold_;
  Vector vectors_[kVectors];
};

// Sixteen results, each of sixteen partial ones, are combined side by side: the lanes are transposed, so that one
// addition serves them all.
template <typename Fold>
class Results {
 public:
  Results(const PoolJob& job, float* pooled) : job_(job), pooled_(pooled) {}

  // Where the partial results of the next one belong, which `count` elements made.
  HWY_INLINE float* next(std::int64_t count) {
    if (held_ == kLanes) write();
    counts_[held_] = count;
    return lanes_[held_++];
  }

  void write() {
    alignas(64) float columns[kLanes][kLanes];
    for (std::int64_t v = 0; v < kVectors; ++v) {
      for (std::int64_t r = 0; r < kLanes; r += 4) {
        const auto load = [&](std::int64_t row) { return hn::Load(Floats(), lanes_[r + row] + v * kWidth); };
        concord::HWY_NAMESPACE::store_transposed(Floats(), load(0), load(1), load(2), load(3), columns[v * kWidth] + r,
                                                 kLanes);
      }
    }
    for (std::int64_t half = kLanes / 2; half > 0; half /= 2) {
      for (std::int64_t i = 0; i < half; ++i) combine(columns[i], columns[i + half]);
    }
    for (std::int64_t i = 0; i < held_; ++i) pooled_[i] = finish_pooled(job_, columns[0][i], counts_[i]);
    pooled_ += held_;
    held_ = 0;
  }

 private:
  static HWY_INLINE void combine(float* a, const float* b) {
    for (std::int64_t v = 0; v < kLanes; v += kWidth) {
      hn::Store(Fold::combine(hn::Load(Floats(), a + v), hn::Load(Floats(), b + v)), Floats(), a + v);
    }
  }

  const PoolJob& job_;
  float* pooled_;
  std::int64_t held_ = 0;
  std::int64_t counts_[kLanes] = {};
  alignas(64) float lanes_[kLanes][kLanes] = {};
};

std::vector<Runs> runs_of_bins(const PoolJob& job, const MapView& map) {
  std::vector<Runs> bins;
  for (std::int64_t bin = 0; bin < job.output_height * job.output_width; ++bin) {
    bins.push_back(runs_of_bin(adaptive_bin(bin / job.output_width, job.output_height, map.height),
                               adaptive_bin(bin % job.output_width, job.output_width, map.width), map.width));
  }
  return bins;
}

template <typename Input, typename Fold>
void pool_map_with(const PoolJob& job, const MapView& map, const Fold& fold, float* pooled) {
  constexpr std::int64_t kElement = sizeof(typename Input::Element);
  const std::int64_t plane = map.height * map.width, elements = map.c * plane;
  const std::vector<Runs> bins = runs_of_bins(job, map);
  alignas(64) std::uint32_t rest[kLanes] = {};
  if (map.keep != nullptr) std::copy(map.keep + plane / kLanes * kLanes, map.keep + plane, rest);
  Results<Fold> results(job, pooled);
  for (std::int64_t channel = 0; channel < map.c; ++channel) {
    for (const Runs& runs : bins) {
      Lanes<Input, Fold> lanes(fold);
      for (std::int64_t run = 0; run < runs.count; ++run) {
        const std::int64_t first = channel * plane + runs.offset + run * runs.stride;
        lanes.add_run({map.elements + first * kElement, runs.length, elements - first, map.keep,
                       map.keep == nullptr ? nullptr : rest});
      }
      lanes.store(results.next(map.keep != nullptr ? map.kept : runs.elements()));
    }
  }
  results.write();
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
