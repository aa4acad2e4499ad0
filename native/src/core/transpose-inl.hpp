// Four rows of a register each, written out column by column. Compiled once for every instruction set: include it from
// a kernel file, behind hwy/highway.h.
#if defined(CONCORD_TRANSPOSE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef CONCORD_TRANSPOSE_INL_HPP
#undef CONCORD_TRANSPOSE_INL_HPP
#else
#define CONCORD_TRANSPOSE_INL_HPP
#endif

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace concord::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

template <class D, class V = hn::Vec<D>>
HWY_INLINE void store_transposed(D d, V row0, V row1, V row2, V row3, float* to, std::int64_t) {
  hn::Store(row0, d, to);
  hn::Store(row1, d, to + 1);
  hn::Store(row2, d, to + 2);
  hn::Store(row3, d, to + 3);
}

#else

// The 128-bit blocks of a register, `stride` floats from one to the next.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void store_blocks(D d, V v, float* to, std::int64_t stride) {
  if constexpr (hn::MaxLanes(D()) <= 4) {
    hn::StoreU(v, d, to);
  } else {
    const hn::Half<D> half;
    constexpr std::int64_t kBlocks = hn::MaxLanes(half) / 4;
    store_blocks(half, hn::LowerHalf(half, v), to, stride);
    store_blocks(half, hn::UpperHalf(half, v), to + kBlocks * stride, stride);
  }
}

// The four elements of each column side by side, `stride` floats from one column to the next.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void store_transposed(D d, V row0, V row1, V row2, V row3, float* to, std::int64_t stride) {
  const hn::Repartition<std::uint64_t, D> pairs;
  const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, row0, row1));
  const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(d, row2, row3));
  const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, row0, row1));
  const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, row2, row3));
  store_blocks(d, hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23)), to, 4 * stride);
  store_blocks(d, hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23)), to + stride, 4 * stride);
  store_blocks(d, hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23)), to + 2 * stride, 4 * stride);
  store_blocks(d, hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23)), to + 3 * stride, 4 * stride);
}

#endif

}  // namespace concord::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
