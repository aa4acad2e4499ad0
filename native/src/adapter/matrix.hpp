// The matrix products of a network, forward and back, in float32 by SIMD and in float64 by plain loops: the second is
// what gradients are checked in. Every element is summed by one thread in one order.
#pragma once

#include <cstdint>

#include "core/parallel.hpp"

namespace concord::adapter {

// Rows first .. last-1 of outputs y[b][o] = bias[o] + sum over i of x[b][i] * w[o][i], for the outputs of the range.
void forward_range(const float* x, std::int64_t rows, std::int64_t in, const float* w, const float* bias,
                   std::int64_t out, std::int64_t first, std::int64_t last, float* y);

// c[r][j] = sum over k of a[r*row_step + k*depth_step] * b[k][j] for columns first .. last-1; b and c have `columns`
// columns.
void product_range(const float* a, std::int64_t rows, std::int64_t depth, std::int64_t row_step,
                   std::int64_t depth_step, const float* b, std::int64_t columns, std::int64_t first, std::int64_t last,
                   float* c);

// The numbers of AdamW that are the same for every weight of a step.
template <typename Real>
struct AdamStep {
  Real decay;       // 1 - learning rate * weight decay
  Real rate;        // learning rate / (1 - beta1^t)
  Real correction;  // 1 / sqrt(1 - beta2^t)
};

void adam_range(const AdamStep<float>& step, const float* gradient, std::int64_t first, std::int64_t last,
                float* weight, float* mean, float* square);

void forward_range(const double* x, std::int64_t rows, std::int64_t in, const double* w, const double* bias,
                   std::int64_t out, std::int64_t first, std::int64_t last, double* y);
void product_range(const double* a, std::int64_t rows, std::int64_t depth, std::int64_t row_step,
                   std::int64_t depth_step, const double* b, std::int64_t columns, std::int64_t first,
                   std::int64_t last, double* c);

// Pieces of a range, none so small that waking a thread costs more than the work.
template <typename Work>
void in_pieces(Crew& crew, std::int64_t count, std::int64_t piece, const Work& work) {
  if (count <= piece || crew.threads() == 1) {
    work(std::int64_t{0}, count);
    return;
  }
  crew.run((count + piece - 1) / piece, [&](std::int64_t item, std::int32_t) {
    work(item * piece, item * piece + piece < count ? item * piece + piece : count);
  });
}

}  // namespace concord::adapter
