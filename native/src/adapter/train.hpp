// Training of an adapter: the request behind concord_adapter_train, checked there.
#pragma once

#include <cstdint>
#include <vector>

#include "concord/adapter.h"

namespace concord::adapter {

struct Rows {
  const float* vectors;
  const std::int32_t* labels;
  std::int64_t count;
};

struct TrainRequest {
  concord_adapter_shape shape;
  concord_adapter_options options;
  Rows training;
  Rows validation;
  std::vector<float> class_weights;
  concord_progress progress;
  void* state;
};

struct Trained {
  std::vector<float> weights;  // as the caller keeps them
  std::vector<double> loss, validation_loss, validation_accuracy;
};

Trained train(const TrainRequest& request);

}  // namespace concord::adapter
