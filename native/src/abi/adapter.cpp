// concord/adapter.h: training and applying adapters.
#include "concord/adapter.h"

#include <algorithm>
#include <cmath>

#include "abi/guard.hpp"
#include "abi/options.hpp"
#include "abi/size.hpp"
#include "adapter/apply.hpp"
#include "adapter/layout.hpp"
#include "adapter/train.hpp"

namespace {

using concord::require;
using concord::abi::guard;
using concord::abi::product;

concord_adapter_shape own_shape(const concord_adapter_shape* shape) {
  return concord::abi::own_copy(shape, CONCORD_SIZE_UP_TO(concord_adapter_shape, classes), "shape");
}

concord_adapter_options own_options(const concord_adapter_options* caller_options) {
  const auto options =
      concord::abi::own_copy(caller_options, CONCORD_SIZE_UP_TO(concord_adapter_options, cancel), "options");
  require(options.epochs >= 1 && options.epochs <= 100'000, "epochs is ", options.epochs, ", it must be 1 to 100000");
  require(options.batch >= 1 && options.batch <= 65'536, "batch is ", options.batch, ", it must be 1 to 65536");
  require(options.threads >= 0, "threads is ", options.threads, ", it must not be negative");
  require(options.learning_rate > 0 && options.learning_rate <= 1, "learning_rate is ", options.learning_rate,
          ", it must be above 0 and at most 1");
  require(options.weight_decay >= 0 && options.weight_decay <= 1, "weight_decay is ", options.weight_decay,
          ", it must be 0 to 1");
  return options;
}

concord::adapter::Rows rows_of(const float* vectors, const std::int32_t* labels, std::int64_t n,
                               const concord_adapter_shape& shape, const char* name) {
  require(n >= 0, name, ": the number of rows is ", n, ", it must not be negative");
  const std::int64_t count = product({n, shape.input, 4}, name) / 4;
  require(n == 0 || (vectors != nullptr && labels != nullptr), name, " or its labels are NULL");
  for (std::int64_t r = 0; r < n; ++r) {
    require(labels[r] >= 0 && labels[r] < shape.classes, name, ": the label of row ", r, " is ", labels[r],
            ", it must be 0 to ", shape.classes - 1);
  }
  const float* bad = std::find_if(vectors, vectors + count, [](float value) { return !std::isfinite(value); });
  require(bad == vectors + count, name, ": element ", (bad - vectors) % shape.input, " of row ",
          (bad - vectors) / shape.input, " is NaN or infinite");
  return {vectors, labels, n};
}

std::vector<float> class_weights_of(const float* class_weights, std::int32_t classes) {
  if (class_weights == nullptr) return std::vector<float>(static_cast<std::size_t>(classes), 1.0f);
  for (std::int32_t c = 0; c < classes; ++c) {
    require(std::isfinite(class_weights[c]) && class_weights[c] > 0, "class_weights_c: the weight of class ", c, " is ",
            class_weights[c], ", it must be a number above 0");
  }
  return {class_weights, class_weights + classes};
}

template <typename Number>
void give(const std::vector<Number>& values, Number* to) {
  if (to != nullptr) std::copy(values.begin(), values.end(), to);
}

}  // namespace

void concord_adapter_shape_init(concord_adapter_shape* shape) {
  concord::abi::init(shape);
  if (shape == nullptr) return;
  shape->architecture = CONCORD_ADAPTER_SEED;
  shape->hidden = 512;
  shape->dimension = 254;
}

void concord_adapter_options_init(concord_adapter_options* options) {
  concord::abi::init(options);
  if (options == nullptr) return;
  options->epochs = 15;
  options->batch = 8;
  options->learning_rate = 3e-4;
  options->weight_decay = 0.01;
}

concord_status concord_adapter_weight_count(const concord_adapter_shape* shape, int64_t* count) {
  return guard([&] {
    require(count != nullptr, "count is NULL");
    *count = concord::adapter::layout_of(own_shape(shape)).count;
  });
}

concord_status concord_adapter_train(const float* vectors_nd, const int32_t* labels_n, int64_t n,
                                     const float* validation_md, const int32_t* validation_labels_m, int64_t m,
                                     const float* class_weights_c, const concord_adapter_shape* shape,
                                     const concord_adapter_options* options, concord_progress progress, void* state,
                                     float* weights_p, double* loss_e, double* validation_loss_e,
                                     double* validation_accuracy_e) {
  return guard([&] {
    concord::adapter::TrainRequest request{};
    request.shape = own_shape(shape);
    concord::adapter::layout_of(request.shape);
    request.options = own_options(options);
    require(n >= 1, "n is ", n, ", at least one row is needed");
    require(weights_p != nullptr, "weights_p is NULL");
    request.training = rows_of(vectors_nd, labels_n, n, request.shape, "vectors_nd");
    request.validation = rows_of(validation_md, validation_labels_m, m, request.shape, "validation_md");
    request.class_weights = class_weights_of(class_weights_c, request.shape.classes);
    request.progress = progress;
    request.state = state;
    const auto trained = concord::adapter::train(request);
    give(trained.weights, weights_p);
    give(trained.loss, loss_e);
    give(trained.validation_loss, validation_loss_e);
    give(trained.validation_accuracy, validation_accuracy_e);
  });
}

concord_status concord_adapter_apply(const float* weights_p, int64_t weight_count, const concord_adapter_shape* shape,
                                     const float* vectors_nd, int64_t n, int32_t threads, concord_cancel* cancel,
                                     float* embeddings_ne) {
  return guard([&] {
    const concord_adapter_shape own = own_shape(shape);
    const std::int64_t count = concord::adapter::layout_of(own).count;
    require(weights_p != nullptr && weight_count == count, "weights_p is NULL or holds ", weight_count,
            " weights; this shape has ", count);
    require(threads >= 0, "threads is ", threads, ", it must not be negative");
    require(n >= 0, "n is ", n, ", it must not be negative");
    if (n == 0) return;
    require(vectors_nd != nullptr && embeddings_ne != nullptr, "vectors_nd or embeddings_ne is NULL");
    product({n, own.input, 4}, "vectors_nd");
    // A failed call leaves the caller's array as it was.
    std::vector<float> embeddings(static_cast<std::size_t>(product({n, own.dimension, 4}, "embeddings_ne") / 4));
    concord::adapter::apply({own, weights_p, vectors_nd, n, threads, cancel}, embeddings.data());
    std::copy(embeddings.begin(), embeddings.end(), embeddings_ne);
  });
}
