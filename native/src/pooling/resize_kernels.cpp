// A resize in two halves. Rows first: the wide half then runs over contiguous bytes.
//
//   weighted_rows     bytes -> sixteen output rows, written transposed: the sixteen values of a column side by side
//   weighted_columns  one output pixel of sixteen rows at a time, each register sixteen rows; transposed back at the
//   end
//
// Transposing lets the second half, whose taps lie three floats apart, work on whole registers. Every sum is taken in
// the order of its taps, products and sums apart (-ffp-contract=off, no MulAdd): the same bits on every machine.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pooling/resize_kernels.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/highway.h>

#include <algorithm>
#include <cstring>

#include "core/simd_level.hpp"
#include "core/transpose-inl.hpp"
#include "pooling/resize_kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::pooling::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, kRowsTogether>;
using Vector = hn::Vec<Floats>;
constexpr std::int64_t kWidth = hn::MaxLanes(Floats());
constexpr std::int64_t kVectors = kRowsTogether / kWidth;  // registers that make sixteen rows
constexpr std::int64_t kChannels = 3;

HWY_INLINE Vector load_bytes(const std::uint8_t* at) {
  const hn::Rebind<std::int32_t, Floats> words;
  return hn::ConvertTo(Floats(), hn::PromoteTo(words, hn::LoadU(hn::Rebind<std::uint8_t, Floats>(), at)));
}

// N registers of one output row at byte i.
template <std::int64_t N>
HWY_INLINE void sum_rows(const Bytes& bytes, const Taps& taps, const float* weights, std::int64_t i, float* sums) {
  Vector partial[N];
  for (Vector& one : partial) one = hn::Zero(Floats());
  const std::uint8_t* from = bytes.first + taps.first * bytes.stride + i;
  for (std::int64_t tap = 0; tap < taps.count; ++tap, from += bytes.stride) {
    const Vector weight = hn::Set(Floats(), weights[tap]);
    for (std::int64_t v = 0; v < N; ++v) {
      partial[v] = hn::Add(partial[v], hn::Mul(weight, load_bytes(from + v * kWidth)));
    }
  }
  for (std::int64_t v = 0; v < N; ++v) hn::StoreU(partial[v], Floats(), sums + v * kWidth);
}

// N registers of all rows of the group, at byte i; `sums` of that byte.
template <std::int64_t N>
HWY_INLINE void sum_group(const Bytes& bytes, const Resampling& rows, std::int64_t first, std::int64_t count,
                          std::int64_t i, float* sums) {
  alignas(64) float group[kRowsTogether][N * kWidth];
  for (std::int64_t r = 0; r < count; ++r) {
    const Taps& taps = rows.taps[static_cast<std::size_t>(first + r)];
    sum_rows<N>(bytes, taps, rows.weights_of(taps), i, group[r]);
  }
  for (std::int64_t r = count; r < kRowsTogether; ++r) std::fill_n(group[r], N * kWidth, 0.0f);
  for (std::int64_t v = 0; v < N; ++v) {
    for (std::int64_t r = 0; r < kRowsTogether; r += 4) {
      concord::HWY_NAMESPACE::store_transposed(
          Floats(), hn::Load(Floats(), group[r] + v * kWidth), hn::Load(Floats(), group[r + 1] + v * kWidth),
          hn::Load(Floats(), group[r + 2] + v * kWidth), hn::Load(Floats(), group[r + 3] + v * kWidth),
          sums + v * kWidth * kRowsTogether + r, kRowsTogether);
    }
  }
}

// The bytes behind the last whole register: no load may leave the caller's image.
void sum_rest(const Bytes& bytes, const Resampling& rows, std::int64_t first, std::int64_t count, std::int64_t from,
              std::int64_t size, float* sums) {
  for (std::int64_t r = 0; r < count; ++r) {
    const Taps& taps = rows.taps[static_cast<std::size_t>(first + r)];
    const float* weights = rows.weights_of(taps);
    for (std::int64_t i = from; i < size; ++i) {
      float sum = 0.0f;
      for (std::int64_t tap = 0; tap < taps.count; ++tap) {
        sum += weights[tap] * static_cast<float>(bytes.first[(taps.first + tap) * bytes.stride + i]);
      }
      sums[i * kRowsTogether + r] = sum;
    }
  }
}

// Four registers at a time: enough additions in flight to hide their latency.
void weighted_rows_on_target(const Bytes& bytes, const Resampling& rows, std::int64_t first, std::int64_t count,
                             std::int64_t size, float* sums) {
  std::int64_t i = 0;
  for (; i + 4 * kWidth <= size; i += 4 * kWidth) sum_group<4>(bytes, rows, first, count, i, sums + i * kRowsTogether);
  for (; i + kWidth <= size; i += kWidth) sum_group<1>(bytes, rows, first, count, i, sums + i * kRowsTogether);
  sum_rest(bytes, rows, first, count, i, size, sums);
}

HWY_INLINE Vector normalized(Vector sum, float mean, float scale) {
  const Vector most = hn::Set(Floats(), 255.0f);
  const Vector cut = hn::Min(hn::Max(sum, hn::Zero(Floats())), most);
  return hn::Mul(hn::Sub(hn::Div(cut, most), hn::Set(Floats(), mean)), hn::Set(Floats(), scale));
}

// One output pixel of sixteen rows: values[channel][r].
HWY_INLINE void sum_pixel(const float* sums, const Taps& taps, const float* weights, const Normalization& normalization,
                          float (*values)[4][kRowsTogether], std::int64_t at) {
  Vector partial[kChannels][kVectors];
  for (auto& channel : partial) {
    for (Vector& one : channel) one = hn::Zero(Floats());
  }
  const float* from = sums + taps.first * kChannels * kRowsTogether;
  for (std::int64_t tap = 0; tap < taps.count; ++tap, from += kChannels * kRowsTogether) {
    const Vector weight = hn::Set(Floats(), weights[tap]);
    for (std::int64_t c = 0; c < kChannels; ++c) {
      for (std::int64_t v = 0; v < kVectors; ++v) {
        const Vector x = hn::LoadU(Floats(), from + c * kRowsTogether + v * kWidth);
        partial[c][v] = hn::Add(partial[c][v], hn::Mul(weight, x));
      }
    }
  }
  for (std::int64_t c = 0; c < kChannels; ++c) {
    for (std::int64_t v = 0; v < kVectors; ++v) {
      hn::Store(normalized(partial[c][v], normalization.mean[c], normalization.scale[c]), Floats(),
                values[c][at] + v * kWidth);
    }
  }
}

// Four pixels of sixteen rows, one row after the other again.
HWY_INLINE void store_pixels(float (*pixels)[4][kRowsTogether], std::int64_t x, std::int64_t stride, float* values) {
  for (std::int64_t c = 0; c < kChannels; ++c) {
    for (std::int64_t v = 0; v < kVectors; ++v) {
      const auto load = [&](std::int64_t at) { return hn::Load(Floats(), pixels[c][at] + v * kWidth); };
      concord::HWY_NAMESPACE::store_transposed(Floats(), load(0), load(1), load(2), load(3),
                                               values + (c * kRowsTogether + v * kWidth) * stride + x, stride);
    }
  }
}

void weighted_columns_on_target(const float* sums, const Resampling& columns, const Normalization& normalization,
                                std::int64_t stride, float* values) {
  alignas(64) float pixels[kChannels][4][kRowsTogether] = {};
  const auto width = static_cast<std::int64_t>(columns.taps.size());
  for (std::int64_t x = 0; x < width; x += 4) {
    for (std::int64_t at = 0; at < std::min<std::int64_t>(4, width - x); ++at) {
      const Taps& taps = columns.taps[static_cast<std::size_t>(x + at)];
      sum_pixel(sums, taps, columns.weights_of(taps), normalization, pixels, at);
    }
    store_pixels(pixels, x, stride, values);
  }
}

}  // namespace concord::pooling::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::pooling {

HWY_EXPORT(weighted_rows_on_target);
HWY_EXPORT(weighted_columns_on_target);

void weighted_rows(const Bytes& bytes, const Resampling& rows, std::int64_t first, std::int64_t count,
                   std::int64_t size, float* sums) {
  HWY_DYNAMIC_DISPATCH(weighted_rows_on_target)(bytes, rows, first, count, size, sums);
}

void weighted_columns(const float* sums, const Resampling& columns, const Normalization& normalization,
                      std::int64_t stride, float* values) {
  HWY_DYNAMIC_DISPATCH(weighted_columns_on_target)(sums, columns, normalization, stride, values);
}

}  // namespace concord::pooling
#endif
