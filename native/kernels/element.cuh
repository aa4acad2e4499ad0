// The element types of arrays: what is stored, what it is worth in float32, and several at once.
#pragma once

#include <cuda_fp16.h>
#include <cuda_runtime.h>

#include <cstdint>
#include <cstring>

namespace concord::kernels {

struct Float32 {
  using Word = float;
  static __device__ __forceinline__ float widen(Word word) { return word; }
};

struct Float16 {
  using Word = std::uint16_t;
  static __device__ __forceinline__ float widen(Word word) { return __half2float(__ushort_as_half(word)); }
};

struct BFloat16 {
  using Word = std::uint16_t;
  static __device__ __forceinline__ float widen(Word word) {
    return __uint_as_float(static_cast<unsigned>(word) << 16);
  }
};

template <int Bytes>
struct Pack;
template <>
struct Pack<2> {
  using Type = std::uint16_t;
};
template <>
struct Pack<4> {
  using Type = unsigned;
};
template <>
struct Pack<8> {
  using Type = uint2;
};
template <>
struct Pack<16> {
  using Type = uint4;
};

// `Count` elements by one load; `at` is aligned to all of them.
template <typename Element, int Count>
__device__ __forceinline__ void load(const typename Element::Word* at, float (&values)[Count]) {
  using Type = typename Pack<Count * sizeof(typename Element::Word)>::Type;
  const Type pack = *reinterpret_cast<const Type*>(at);
  typename Element::Word words[Count];
  memcpy(words, &pack, sizeof words);
#pragma unroll
  for (int i = 0; i < Count; ++i) values[i] = Element::widen(words[i]);
}

// Elements k to k + Count - 1 of a row of d elements, zeros behind its end. `packed`: rows begin where one load may
// take Count elements, and d is a multiple of that.
template <typename Element, int Count>
__device__ __forceinline__ void load_within(const typename Element::Word* row, std::int64_t k, std::int64_t d,
                                            bool packed, float (&values)[Count]) {
  if (packed && k < d) {
    load<Element, Count>(row + k, values);
  } else {
#pragma unroll
    for (int i = 0; i < Count; ++i) values[i] = k + i < d ? Element::widen(row[k + i]) : 0.0f;
  }
}

}  // namespace concord::kernels
