// What pooling does with one register of elements: how each input type is read, and how each mode adds it to what it
// has. Products and sums stay apart (-ffp-contract=off, no MulAdd), so that machines without fused multiply-add give
// the same bits. Compiled once for every instruction set: include it from a kernel file, behind hwy/highway.h.
#if defined(CONCORD_POOLING_FOLDS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef CONCORD_POOLING_FOLDS_INL_HPP
#undef CONCORD_POOLING_FOLDS_INL_HPP
#else
#define CONCORD_POOLING_FOLDS_INL_HPP
#endif

#include <hwy/highway.h>

#include <cstring>
#include <limits>

#include "pooling/pool_job.hpp"

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

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
