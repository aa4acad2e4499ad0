// Pooling and weighted sums of rows with SIMD.
//
//   map     c x height x width  -> c * bins values: each element is read once for each bin that holds it, converted in
//   registers,
//           and added to one of sixteen float32 partial results (pool_job.hpp). With one bin a plane is one contiguous
//           run.
//   tokens  t x c -> c values: tokens are read in order, front to back; the c partial results stay in the first-level
//   cache. rows    r x size bytes -> size values: sixteen columns at a time go through all rows in registers.
//
// Products and sums stay apart (-ffp-contract=off, no MulAdd), so that machines without fused multiply-add give the
// same bits.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pooling/kernels.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/highway.h>

#include <algorithm>
#include <cstring>
#include <limits>

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

struct ByteInput {
  using Element = std::uint8_t;
  static HWY_INLINE Vector load(const std::byte* at) {
    const auto bytes = hn::LoadU(hn::Rebind<std::uint8_t, Floats>(), reinterpret_cast<const std::uint8_t*>(at));
    return hn::ConvertTo(Floats(), hn::PromoteTo(hn::Rebind<std::int32_t, Floats>(), bytes));
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
  static float combine(float a, float b) { return a + b; }
};

struct MaxFold {
  static constexpr float kFirst = -std::numeric_limits<float>::infinity();
  HWY_INLINE Vector step(Vector partial, Vector x) const {
    return hn::IfThenElse(hn::Or(hn::Gt(x, partial), hn::IsNaN(x)), x, partial);
  }
  static float combine(float a, float b) { return larger(a, b); }
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
  static float combine(float a, float b) { return a + b; }
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
  static float combine(float a, float b) { return a + b; }
  float epsilon;
  float power;
};

// Sixteen partial results, and one run of elements after the other.
template <typename Input, typename Fold>
class Lanes {
 public:
  HWY_INLINE explicit Lanes(const Fold& fold) : fold_(fold) {
    for (Vector& vector : vectors_) vector = hn::Set(Floats(), Fold::kFirst);
  }

  // keep: one word for each element of the run, or nullptr.
  HWY_INLINE void add_run(const std::byte* run, const std::uint32_t* keep, std::int64_t length) {
    std::int64_t j = 0;
    for (; j + kLanes <= length; j += kLanes) add_block(run + j * kElement, keep == nullptr ? nullptr : keep + j);
    if (j < length) add_tail(run + j * kElement, keep == nullptr ? nullptr : keep + j, length - j);
  }

  HWY_INLINE float combined() {
    alignas(64) float lanes[kLanes];
    for (std::int64_t v = 0; v < kVectors; ++v) hn::Store(vectors_[v], Floats(), lanes + v * kWidth);
    return combine_lanes(lanes, Fold::combine);
  }

 private:
  static constexpr std::int64_t kElement = sizeof(typename Input::Element);

  HWY_INLINE void add_block(const std::byte* block, const std::uint32_t* keep) {
    for (std::int64_t v = 0; v < kVectors; ++v) {
      Vector x = Input::load(block + v * kWidth * kElement);
      if (keep != nullptr) x = hn::And(x, kept(keep + v * kWidth));
      vectors_[v] = fold_.step(vectors_[v], x);
    }
  }

  HWY_INLINE void add_tail(const std::byte* from, const std::uint32_t* keep, std::int64_t count) {
    const Tail<Input> tail(from, count);
    alignas(64) std::uint32_t words[kLanes] = {};
    if (keep != nullptr) std::copy(keep, keep + count, words);
    for (std::int64_t v = 0; v < kVectors && v * kWidth < count; ++v) {
      const Mask inside = hn::FirstN(Floats(), static_cast<std::size_t>(count - v * kWidth));
      Vector x = Input::load(tail.bytes() + v * kWidth * kElement);
      if (keep != nullptr) x = hn::And(x, kept(words + v * kWidth));
      vectors_[v] = hn::IfThenElse(inside, fold_.step(vectors_[v], x), vectors_[v]);
    }
  }

  static HWY_INLINE Vector kept(const std::uint32_t* words) {
    return hn::BitCast(Floats(), hn::LoadU(hn::RebindToUnsigned<Floats>(), words));
  }

  Fold fold_;
  Vector vectors_[kVectors];
};

template <typename Input, typename Fold>
void pool_map_with(const PoolJob& job, const MapView& map, const Fold& fold, float* pooled) {
  constexpr std::int64_t kElement = sizeof(typename Input::Element);
  for (std::int64_t channel = 0; channel < map.c; ++channel) {
    const std::byte* plane = map.elements + channel * map.height * map.width * kElement;
    for (std::int64_t bin = 0; bin < job.output_height * job.output_width; ++bin) {
      const Runs runs = runs_of_bin(adaptive_bin(bin / job.output_width, job.output_height, map.height),
                                    adaptive_bin(bin % job.output_width, job.output_width, map.width), map.width);
      Lanes<Input, Fold> lanes(fold);
      for (std::int64_t run = 0; run < runs.count; ++run) {
        lanes.add_run(plane + (runs.offset + run * runs.stride) * kElement, map.keep, runs.length);
      }
      *pooled++ = finish_pooled(job, lanes.combined(), map.keep != nullptr ? map.kept : runs.elements());
    }
  }
}

// One more token for the partial results of all channels.
template <typename Input, typename Fold>
HWY_INLINE void add_token(const std::byte* token, std::int64_t c, const Fold& fold, float* partial) {
  constexpr std::int64_t kElement = sizeof(typename Input::Element);
  const auto add = [&](const std::byte* from, float* to) {
    hn::StoreU(fold.step(hn::LoadU(Floats(), to), Input::load(from)), Floats(), to);
  };
  std::int64_t i = 0;
  for (; i + kWidth <= c; i += kWidth) add(token + i * kElement, partial + i);
  if (i < c) add(Tail<Input>(token + i * kElement, c - i).bytes(), partial + i);
}

template <typename Input, typename Fold>
void pool_tokens_with(const PoolJob& job, const TokenView& tokens, const Fold& fold, float* pooled) {
  const std::int64_t token_bytes = tokens.c * static_cast<std::int64_t>(sizeof(typename Input::Element));
  std::fill(pooled, pooled + tokens.c, Fold::kFirst);
  for (std::int64_t token = 0; token < tokens.t; ++token) {
    if (tokens.keep != nullptr && tokens.keep[token] == 0) continue;
    add_token<Input>(tokens.elements + token * token_bytes, tokens.c, fold, pooled);
  }
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

// Four registers of columns are held while the rows go by: enough additions in flight to hide their latency.
constexpr std::int64_t kColumns = 4 * kWidth;

void weighted_rows_on_target(const std::uint8_t* rows, std::int64_t row_stride, const float* weights,
                             std::int64_t row_count, std::int64_t size, float* sums) {
  const auto* bytes = reinterpret_cast<const std::byte*>(rows);
  std::int64_t i = 0;
  for (; i + kColumns <= size; i += kColumns) {
    Vector sum[4] = {hn::Zero(Floats()), hn::Zero(Floats()), hn::Zero(Floats()), hn::Zero(Floats())};
    for (std::int64_t row = 0; row < row_count; ++row) {
      const Vector weight = hn::Set(Floats(), weights[row]);
      const std::byte* from = bytes + row * row_stride + i;
      for (std::int64_t v = 0; v < 4; ++v) {
        sum[v] = hn::Add(sum[v], hn::Mul(weight, ByteInput::load(from + v * kWidth)));
      }
    }
    for (std::int64_t v = 0; v < 4; ++v) hn::StoreU(sum[v], Floats(), sums + i + v * kWidth);
  }
  for (; i < size; i += kWidth) {
    Vector sum = hn::Zero(Floats());
    for (std::int64_t row = 0; row < row_count; ++row) {
      const Tail<ByteInput> tail(bytes + row * row_stride + i, std::min(kWidth, size - i));
      sum = hn::Add(sum, hn::Mul(hn::Set(Floats(), weights[row]), ByteInput::load(tail.bytes())));
    }
    hn::StoreU(sum, Floats(), sums + i);
  }
}

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::pooling {

HWY_EXPORT(pool_map_on_target);
HWY_EXPORT(pool_tokens_on_target);
HWY_EXPORT(weighted_rows_on_target);

void pool_map(const PoolJob& job, const MapView& map, float* pooled) {
  HWY_DYNAMIC_DISPATCH(pool_map_on_target)(job, map, pooled);
}

void pool_tokens(const PoolJob& job, const TokenView& tokens, float* pooled) {
  HWY_DYNAMIC_DISPATCH(pool_tokens_on_target)(job, tokens, pooled);
}

void weighted_rows(const std::uint8_t* rows, std::int64_t row_stride, const float* weights, std::int64_t row_count,
                   std::int64_t size, float* sums) {
  HWY_DYNAMIC_DISPATCH(weighted_rows_on_target)(rows, row_stride, weights, row_count, size, sums);
}

}  // namespace concord::pooling
#endif
