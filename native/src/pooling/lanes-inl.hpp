// The sixteen partial results (pool_job.hpp) of a bin, and how they become one. Compiled once for every instruction
// set: include it from a kernel file, behind hwy/highway.h.
#if defined(CONCORD_POOLING_LANES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef CONCORD_POOLING_LANES_INL_HPP
#undef CONCORD_POOLING_LANES_INL_HPP
#else
#define CONCORD_POOLING_LANES_INL_HPP
#endif

#include <hwy/highway.h>

#include "core/transpose-inl.hpp"
#include "pooling/folds-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::pooling::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

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

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
