// An adapter with its head: forward, and the gradient of the loss. Real is float, or double where gradients are
// checked. The weights are dense here: each layer's out x in (a convolution's middle tap), then its bias; LayerNorm's
// scale and shift last.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "adapter/layout.hpp"
#include "adapter/matrix.hpp"

namespace concord::adapter {

template <typename Real>
Real gelu(Real x) {
  return x * Real(0.5) * (1 + std::erf(x * Real(0.70710678118654752440)));
}

template <typename Real>
Real gelu_slope(Real x) {
  const Real below = Real(0.5) * (1 + std::erf(x * Real(0.70710678118654752440)));
  return below + x * Real(0.39894228040143267794) * std::exp(Real(-0.5) * x * x);
}

// Where a layer lies among the dense weights.
struct DensePlace {
  std::int64_t weight;
  std::int64_t bias;
};

struct DenseLayout {
  explicit DenseLayout(const Layout& layout) {
    for (const Layer& layer : layout.layers) {
      places.push_back({count, count + layer.in * layer.out});
      count += (layer.in + 1) * layer.out;
    }
    norm = count;
    count += 2 * layout.norm_size;
  }
  std::vector<DensePlace> places;
  std::int64_t norm = 0;
  std::int64_t count = 0;
};

template <typename Real>
class Network {
 public:
  Network(const Layout& layout, std::int64_t most_rows)
      : layout_(layout), dense_(layout), means_(most_rows), scales_(most_rows) {
    for (const Layer& layer : layout.layers) {
      inputs_.emplace_back(static_cast<std::size_t>(most_rows * layer.in));
      outputs_.emplace_back(static_cast<std::size_t>(most_rows * layer.out));
      slopes_.emplace_back(static_cast<std::size_t>(most_rows * layer.out));
    }
  }

  const DenseLayout& dense() const { return dense_; }

  // Embeddings of rows x input vectors; they stay until the next call.
  const Real* embed(Crew& crew, const Real* weights, const Real* x, std::int64_t rows) {
    const std::size_t last = layout_.layers.size() - 2;
    for (std::size_t l = 0; l <= last; ++l) {
      run_layer(crew, weights, l, l == 0 ? x : inputs_[l].data(), rows);
      if (l < last) activate(weights, l, rows);
    }
    return outputs_[last].data();
  }

  // Scores of the classes.
  const Real* classify(Crew& crew, const Real* weights, const Real* x, std::int64_t rows) {
    const Real* embedding = embed(crew, weights, x, rows);
    const std::size_t head = layout_.layers.size() - 1;
    std::copy_n(embedding, rows * layout_.layers[head].in, inputs_[head].data());
    run_layer(crew, weights, head, inputs_[head].data(), rows);
    return outputs_[head].data();
  }

  // The mean loss of the rows, weighted by class, and its gradient (dense); rows may be any number up to the most.
  double gradient(Crew& crew, const Real* weights, const Real* x, const std::int32_t* labels, const Real* class_weights,
                  std::int64_t rows, Real* gradient) {
    classify(crew, weights, x, rows);
    const double loss = losses(labels, class_weights, rows, slopes_.back().data());
    for (std::size_t l = layout_.layers.size(); l-- > 0;) {
      const Layer& layer = layout_.layers[l];
      const Real* slope = slopes_[l].data();
      weight_gradient(crew, layer, dense_.places[l], l == 0 ? x : inputs_[l].data(), slope, rows, gradient);
      if (l == 0) break;
      Real* below = slopes_[l - 1].data();
      in_pieces(crew, layer.in, 128, [&](std::int64_t first, std::int64_t end) {
        product_range(slope, rows, layer.out, layer.out, 1, weights + dense_.places[l].weight, layer.in, first, end,
                      below);
      });
      // The head takes the embedding as it is.
      if (l + 1 < layout_.layers.size()) deactivate(weights, l - 1, rows, gradient);
    }
    return loss;
  }

  // The sum of class_weight * loss over the rows just classified, and of the class weights; null slopes: the loss
  // alone.
  double losses(const std::int32_t* labels, const Real* class_weights, std::int64_t rows, Real* slopes) const {
    const std::int64_t classes = layout_.layers.back().out;
    double total = 0, weight_of_all = 0;
    for (std::int64_t r = 0; r < rows; ++r) weight_of_all += class_weights[labels[r]];
    std::vector<double> shares(static_cast<std::size_t>(classes));
    for (std::int64_t r = 0; r < rows; ++r) {
      const Real* scores = outputs_.back().data() + r * classes;
      const double most = *std::max_element(scores, scores + classes);
      double sum = 0;
      for (std::int64_t c = 0; c < classes; ++c)
        sum += shares[static_cast<std::size_t>(c)] = std::exp(scores[c] - most);
      const double weight = class_weights[labels[r]] / weight_of_all;
      total += weight * (std::log(sum) + most - scores[labels[r]]);
      if (slopes == nullptr) continue;
      for (std::int64_t c = 0; c < classes; ++c)
        slopes[r * classes + c] =
            static_cast<Real>(weight * (shares[static_cast<std::size_t>(c)] / sum - (c == labels[r])));
    }
    return total;
  }

 private:
  void run_layer(Crew& crew, const Real* weights, std::size_t l, const Real* x, std::int64_t rows) {
    const Layer& layer = layout_.layers[l];
    in_pieces(crew, layer.out, 64, [&](std::int64_t first, std::int64_t last) {
      forward_range(x, rows, layer.in, weights + dense_.places[l].weight, weights + dense_.places[l].bias, layer.out,
                    first, last, outputs_[l].data());
    });
  }

  bool normalises(std::size_t l) const { return layout_.seed() && l == 1; }

  // Between layer l and the next: GELU, or LayerNorm behind the seed's second.
  void activate(const Real* weights, std::size_t l, std::int64_t rows) {
    const std::int64_t width = layout_.layers[l].out;
    const Real* from = outputs_[l].data();
    Real* to = inputs_[l + 1].data();
    if (!normalises(l)) {
      std::transform(from, from + rows * width, to, gelu<Real>);
      return;
    }
    const Real *scale = weights + dense_.norm, *shift = scale + width;
    for (std::int64_t r = 0; r < rows; ++r, from += width, to += width) {
      double mean = 0, variance = 0;
      for (std::int64_t i = 0; i < width; ++i) mean += from[i];
      mean /= static_cast<double>(width);
      for (std::int64_t i = 0; i < width; ++i) variance += (from[i] - mean) * (from[i] - mean);
      means_[static_cast<std::size_t>(r)] = mean;
      const double factor = scales_[static_cast<std::size_t>(r)] =
          1 / std::sqrt(variance / static_cast<double>(width) + 1e-5);
      for (std::int64_t i = 0; i < width; ++i)
        to[i] = static_cast<Real>((from[i] - mean) * factor) * scale[i] + shift[i];
    }
  }

  // Turns the gradient with respect to activate's result into that of layer l's output, in place.
  void deactivate(const Real* weights, std::size_t l, std::int64_t rows, Real* gradient) {
    const std::int64_t width = layout_.layers[l].out;
    Real* slope = slopes_[l].data();
    const Real* from = outputs_[l].data();
    if (!normalises(l)) {
      for (std::int64_t i = 0; i < rows * width; ++i) slope[i] *= gelu_slope(from[i]);
      return;
    }
    const Real* scale = weights + dense_.norm;
    Real *scale_gradient = gradient + dense_.norm, *shift_gradient = scale_gradient + width;
    std::fill_n(scale_gradient, 2 * width, Real(0));
    for (std::int64_t r = 0; r < rows; ++r, from += width, slope += width) {
      const double mean = means_[static_cast<std::size_t>(r)], factor = scales_[static_cast<std::size_t>(r)];
      double sum = 0, product = 0;
      for (std::int64_t i = 0; i < width; ++i) {
        const double unit = (from[i] - mean) * factor, up = static_cast<double>(slope[i]) * scale[i];
        scale_gradient[i] += static_cast<Real>(slope[i] * unit);
        shift_gradient[i] += slope[i];
        sum += up;
        product += up * unit;
      }
      sum /= static_cast<double>(width);
      product /= static_cast<double>(width);
      for (std::int64_t i = 0; i < width; ++i) {
        const double unit = (from[i] - mean) * factor;
        slope[i] = static_cast<Real>(factor * (static_cast<double>(slope[i]) * scale[i] - sum - unit * product));
      }
    }
  }

  static void weight_gradient(Crew& crew, const Layer& layer, const DensePlace& place, const Real* x, const Real* slope,
                              std::int64_t rows, Real* gradient) {
    in_pieces(crew, layer.out, 32, [&](std::int64_t first, std::int64_t last) {
      product_range(slope + first, last - first, rows, 1, layer.out, x, layer.in, 0, layer.in,
                    gradient + place.weight + first * layer.in);
      for (std::int64_t o = first; o < last; ++o) {
        Real sum = 0;
        for (std::int64_t r = 0; r < rows; ++r) sum += slope[r * layer.out + o];
        gradient[place.bias + o] = sum;
      }
    });
  }

  Layout layout_;
  DenseLayout dense_;
  std::vector<std::vector<Real>> inputs_, outputs_, slopes_;
  std::vector<double> means_, scales_;
};

}  // namespace concord::adapter
