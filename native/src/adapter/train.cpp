#include "adapter/train.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "adapter/dense.hpp"
#include "adapter/random.hpp"
#include "core/cancel.hpp"

namespace concord::adapter {
namespace {

std::vector<float> initial_weights(const Layout& layout, Random& random) {
  std::vector<float> weights(static_cast<std::size_t>(layout.count));
  for (const Layer& layer : layout.layers) {
    const double bound = 1 / std::sqrt(static_cast<double>(layer.fan_in()));
    for (std::int64_t i = layer.weight; i < layer.bias + layer.out; ++i)
      weights[static_cast<std::size_t>(i)] = random.uniform(bound);
  }
  if (layout.seed()) std::fill_n(weights.begin() + layout.norm, layout.norm_size, 1.0f);
  return weights;
}

class Training {
 public:
  explicit Training(const TrainRequest& request)
      : request_(request),
        layout_(layout_of(request.shape)),
        random_(request.options.seed),
        crew_(thread_count(request.options.threads, 8)),
        network_(layout_, std::max<std::int64_t>(request.options.batch, 1)),
        weights_(initial_weights(layout_, random_)),
        dense_(dense_weights(layout_, network_.dense(), weights_.data())),
        gradient_(dense_.size()),
        mean_(dense_.size()),
        square_(dense_.size()),
        batch_x_(static_cast<std::size_t>(request.options.batch * request.shape.input)),
        batch_labels_(static_cast<std::size_t>(request.options.batch)),
        order_(static_cast<std::size_t>(request.training.count)) {
    std::iota(order_.begin(), order_.end(), 0);
  }

  Trained run() {
    Trained trained;
    const std::int32_t epochs = request_.options.epochs;
    for (std::int32_t epoch = 0; epoch < epochs; ++epoch) {
      trained.loss.push_back(run_epoch());
      require(std::isfinite(trained.loss.back()), "the training diverged in epoch ", epoch + 1,
              ": the loss is no number any more; take a smaller learning rate");
      measure(trained);
      if (request_.progress != nullptr) request_.progress(request_.state, epoch + 1, epochs);
    }
    give_back();
    trained.weights = std::move(weights_);
    return trained;
  }

 private:
  double run_epoch() {
    random_.shuffle(order_);
    double total = 0;
    for (std::int64_t first = 0; first < request_.training.count; first += request_.options.batch) {
      check_cancelled(request_.options.cancel);
      const std::int64_t rows = std::min<std::int64_t>(request_.options.batch, request_.training.count - first);
      gather(first, rows);
      total +=
          static_cast<double>(rows) * network_.gradient(crew_, dense_.data(), batch_x_.data(), batch_labels_.data(),
                                                        request_.class_weights.data(), rows, gradient_.data());
      step();
    }
    return total / static_cast<double>(request_.training.count);
  }

  void gather(std::int64_t first, std::int64_t rows) {
    const std::int64_t d = request_.shape.input;
    for (std::int64_t r = 0; r < rows; ++r) {
      const std::int64_t row = order_[static_cast<std::size_t>(first + r)];
      std::copy_n(request_.training.vectors + row * d, d, batch_x_.begin() + r * d);
      batch_labels_[static_cast<std::size_t>(r)] = request_.training.labels[row];
    }
  }

  void step() {
    ++steps_;
    const double rate = request_.options.learning_rate, t = static_cast<double>(steps_);
    const AdamStep<float> numbers{decay(), static_cast<float>(rate / (1 - std::pow(0.9, t))),
                                  static_cast<float>(1 / std::sqrt(1 - std::pow(0.999, t)))};
    in_pieces(crew_, static_cast<std::int64_t>(dense_.size()), 1 << 15, [&](std::int64_t first, std::int64_t last) {
      adam_range(numbers, gradient_.data(), first, last, dense_.data(), mean_.data(), square_.data());
    });
  }

  float decay() const { return static_cast<float>(1 - request_.options.learning_rate * request_.options.weight_decay); }

  void measure(Trained& trained) {
    const Rows& rows = request_.validation;
    if (rows.count == 0) return;
    const std::int64_t classes = request_.shape.classes;
    double loss = 0, weight = 0;
    std::int64_t right = 0;
    for (std::int64_t first = 0; first < rows.count; first += request_.options.batch) {
      check_cancelled(request_.options.cancel);
      const std::int64_t count = std::min<std::int64_t>(request_.options.batch, rows.count - first);
      const float* scores = network_.classify(crew_, dense_.data(), rows.vectors + first * request_.shape.input, count);
      double here = 0;
      for (std::int64_t r = 0; r < count; ++r) {
        const std::int32_t label = rows.labels[first + r];
        here += request_.class_weights[static_cast<std::size_t>(label)];
        right += std::max_element(scores + r * classes, scores + (r + 1) * classes) - (scores + r * classes) == label;
      }
      loss += here * network_.losses(rows.labels + first, request_.class_weights.data(), count, nullptr);
      weight += here;
    }
    trained.validation_loss.push_back(loss / weight);
    trained.validation_accuracy.push_back(static_cast<double>(right) / static_cast<double>(rows.count));
  }

  // The outer taps of the convolutions met no input: their gradient is zero, and AdamW does nothing but shrink them.
  void give_back() {
    if (layout_.seed()) {
      for (const Layer& layer : layout_.layers) {
        if (layer.taps == 1) continue;
        for (std::int64_t i = layer.weight; i < layer.bias; ++i) {
          float& weight = weights_[static_cast<std::size_t>(i)];
          for (std::int64_t step = 0; step < steps_ && weight != 0; ++step) weight *= decay();
        }
      }
    }
    for_each_dense(layout_, network_.dense(), [&](std::int64_t to, std::int64_t from) {
      weights_[static_cast<std::size_t>(to)] = dense_[static_cast<std::size_t>(from)];
    });
  }

  const TrainRequest& request_;
  Layout layout_;
  Random random_;
  Crew crew_;
  Network<float> network_;
  std::vector<float> weights_, dense_, gradient_, mean_, square_, batch_x_;
  std::vector<std::int32_t> batch_labels_;
  std::vector<std::int64_t> order_;
  std::int64_t steps_ = 0;
};

}  // namespace

Trained train(const TrainRequest& request) {
  return Training(request).run();
}

}  // namespace concord::adapter
