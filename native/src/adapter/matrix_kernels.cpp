// Products over rows of weights (forward), over rows of another matrix (backward), and AdamW; see matrix.hpp.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "adapter/matrix_kernels.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/highway.h>

#include <algorithm>

#include "adapter/matrix.hpp"
#include "core/simd_level.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::adapter::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Vector = hn::Vec<Floats>;
constexpr std::int64_t kWidth = hn::MaxLanes(Floats());

// Four rows by four outputs: 16 sums in registers and 8 loads a step, which feeds both multipliers of every machine
// since AVX2.
template <int Rows, int Outputs>
HWY_INLINE void forward_tile(const float* x, std::int64_t in, const float* w, const float* bias, std::int64_t out,
                             float* y) {
  const Floats d;
  Vector sums[Rows][Outputs];
  for (auto& row : sums) {
    for (Vector& sum : row) sum = hn::Zero(d);
  }
  std::int64_t i = 0;
  for (; i + kWidth <= in; i += kWidth) {
    Vector weights[Outputs];
    for (int o = 0; o < Outputs; ++o) weights[o] = hn::LoadU(d, w + o * in + i);
    for (int r = 0; r < Rows; ++r) {
      const Vector values = hn::LoadU(d, x + r * in + i);
      for (int o = 0; o < Outputs; ++o) sums[r][o] = hn::MulAdd(values, weights[o], sums[r][o]);
    }
  }
  for (int r = 0; r < Rows; ++r) {
    for (int o = 0; o < Outputs; ++o) {
      float sum = hn::GetLane(hn::SumOfLanes(d, sums[r][o]));
      for (std::int64_t rest = i; rest < in; ++rest) sum += x[r * in + rest] * w[o * in + rest];
      y[r * out + o] = sum + bias[o];
    }
  }
}

template <int Rows>
HWY_INLINE void forward_rows(const float* x, std::int64_t in, const float* w, const float* bias, std::int64_t out,
                             std::int64_t first, std::int64_t last, float* y) {
  std::int64_t o = first;
  for (; o + 4 <= last; o += 4) forward_tile<Rows, 4>(x, in, w + o * in, bias + o, out, y + o);
  for (; o < last; ++o) forward_tile<Rows, 1>(x, in, w + o * in, bias + o, out, y + o);
}

void forward_on_target(const float* x, std::int64_t rows, std::int64_t in, const float* w, const float* bias,
                       std::int64_t out, std::int64_t first, std::int64_t last, float* y) {
  std::int64_t r = 0;
  for (; r + 4 <= rows; r += 4) forward_rows<4>(x + r * in, in, w, bias, out, first, last, y + r * out);
  for (; r < rows; ++r) forward_rows<1>(x + r * in, in, w, bias, out, first, last, y + r * out);
}

template <int Rows>
HWY_INLINE void product_rows(const float* a, std::int64_t depth, std::int64_t row_step, std::int64_t depth_step,
                             const float* b, std::int64_t columns, std::int64_t first, std::int64_t last, float* c) {
  const Floats d;
  std::int64_t j = first;
  for (; j + 2 * kWidth <= last; j += 2 * kWidth) {
    Vector sums[Rows][2];
    for (auto& row : sums) row[0] = row[1] = hn::Zero(d);
    for (std::int64_t k = 0; k < depth; ++k) {
      const Vector left = hn::LoadU(d, b + k * columns + j), right = hn::LoadU(d, b + k * columns + j + kWidth);
      for (int r = 0; r < Rows; ++r) {
        const Vector factor = hn::Set(d, a[r * row_step + k * depth_step]);
        sums[r][0] = hn::MulAdd(factor, left, sums[r][0]);
        sums[r][1] = hn::MulAdd(factor, right, sums[r][1]);
      }
    }
    for (int r = 0; r < Rows; ++r) {
      hn::StoreU(sums[r][0], d, c + r * columns + j);
      hn::StoreU(sums[r][1], d, c + r * columns + j + kWidth);
    }
  }
  for (; j < last; ++j) {
    for (int r = 0; r < Rows; ++r) {
      float sum = 0;
      for (std::int64_t k = 0; k < depth; ++k) sum += a[r * row_step + k * depth_step] * b[k * columns + j];
      c[r * columns + j] = sum;
    }
  }
}

void product_on_target(const float* a, std::int64_t rows, std::int64_t depth, std::int64_t row_step,
                       std::int64_t depth_step, const float* b, std::int64_t columns, std::int64_t first,
                       std::int64_t last, float* c) {
  std::int64_t r = 0;
  for (; r + 4 <= rows; r += 4)
    product_rows<4>(a + r * row_step, depth, row_step, depth_step, b, columns, first, last, c + r * columns);
  for (; r < rows; ++r)
    product_rows<1>(a + r * row_step, depth, row_step, depth_step, b, columns, first, last, c + r * columns);
}

HWY_INLINE void adam(const AdamStep<float>& step, Vector gradient, float* weight, float* mean, float* square) {
  const Floats d;
  const Vector old = hn::LoadU(d, mean);
  const Vector m = hn::MulAdd(hn::Sub(gradient, old), hn::Set(d, 0.1f), old);
  const Vector v =
      hn::MulAdd(hn::LoadU(d, square), hn::Set(d, 0.999f), hn::Mul(hn::Set(d, 0.001f), hn::Mul(gradient, gradient)));
  const Vector root = hn::MulAdd(hn::Sqrt(v), hn::Set(d, step.correction), hn::Set(d, 1e-8f));
  const Vector w = hn::Mul(hn::LoadU(d, weight), hn::Set(d, step.decay));
  hn::StoreU(m, d, mean);
  hn::StoreU(v, d, square);
  hn::StoreU(hn::Sub(w, hn::Div(hn::Mul(hn::Set(d, step.rate), m), root)), d, weight);
}

void adam_on_target(const AdamStep<float>& step, const float* gradient, std::int64_t first, std::int64_t last,
                    float* weight, float* mean, float* square) {
  const Floats d;
  std::int64_t i = first;
  for (; i + kWidth <= last; i += kWidth) adam(step, hn::LoadU(d, gradient + i), weight + i, mean + i, square + i);
  if (i == last) return;
  // The rest through a full vector, so that it has the same bits wherever pieces end.
  alignas(64) float g[16] = {}, w[16] = {}, m[16] = {}, v[16] = {};
  const auto count = static_cast<std::size_t>(last - i);
  std::copy_n(gradient + i, count, g);
  std::copy_n(weight + i, count, w);
  std::copy_n(mean + i, count, m);
  std::copy_n(square + i, count, v);
  adam(step, hn::LoadU(d, g), w, m, v);
  std::copy_n(w, count, weight + i);
  std::copy_n(m, count, mean + i);
  std::copy_n(v, count, square + i);
}

}  // namespace concord::adapter::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::adapter {

HWY_EXPORT(forward_on_target);
HWY_EXPORT(product_on_target);
HWY_EXPORT(adam_on_target);

void forward_range(const float* x, std::int64_t rows, std::int64_t in, const float* w, const float* bias,
                   std::int64_t out, std::int64_t first, std::int64_t last, float* y) {
  HWY_DYNAMIC_DISPATCH(forward_on_target)(x, rows, in, w, bias, out, first, last, y);
}

void product_range(const float* a, std::int64_t rows, std::int64_t depth, std::int64_t row_step,
                   std::int64_t depth_step, const float* b, std::int64_t columns, std::int64_t first, std::int64_t last,
                   float* c) {
  HWY_DYNAMIC_DISPATCH(product_on_target)(a, rows, depth, row_step, depth_step, b, columns, first, last, c);
}

void adam_range(const AdamStep<float>& step, const float* gradient, std::int64_t first, std::int64_t last,
                float* weight, float* mean, float* square) {
  HWY_DYNAMIC_DISPATCH(adam_on_target)(step, gradient, first, last, weight, mean, square);
}

void forward_range(const double* x, std::int64_t rows, std::int64_t in, const double* w, const double* bias,
                   std::int64_t out, std::int64_t first, std::int64_t last, double* y) {
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t o = first; o < last; ++o) {
      double sum = bias[o];
      for (std::int64_t i = 0; i < in; ++i) sum += x[r * in + i] * w[o * in + i];
      y[r * out + o] = sum;
    }
  }
}

void product_range(const double* a, std::int64_t rows, std::int64_t depth, std::int64_t row_step,
                   std::int64_t depth_step, const double* b, std::int64_t columns, std::int64_t first,
                   std::int64_t last, double* c) {
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t j = first; j < last; ++j) {
      double sum = 0;
      for (std::int64_t k = 0; k < depth; ++k) sum += a[r * row_step + k * depth_step] * b[k * columns + j];
      c[r * columns + j] = sum;
    }
  }
}

}  // namespace concord::adapter
#endif
