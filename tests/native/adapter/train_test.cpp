// Training through the C ABI: it learns, repeats itself bit by bit, and refuses what cannot be.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "adapter/random.hpp"
#include "concord/adapter.h"

namespace concord::test {
namespace {

concord_adapter_shape shape_of(std::int32_t input, std::int32_t architecture = CONCORD_ADAPTER_SEED) {
  concord_adapter_shape shape;
  concord_adapter_shape_init(&shape);
  shape.architecture = architecture;
  shape.input = input;
  shape.classes = 3;
  return shape;
}

concord_adapter_options options_of(std::int32_t epochs, std::int32_t threads = 1) {
  concord_adapter_options options;
  concord_adapter_options_init(&options);
  options.epochs = epochs;
  options.threads = threads;
  options.seed = 11;
  return options;
}

// Classes that differ in a few of many directions.
struct Data {
  explicit Data(std::int32_t d, std::int64_t rows = 60) : n(rows), vectors(static_cast<std::size_t>(rows * d)) {
    adapter::Random random(3);
    for (std::int64_t r = 0; r < n; ++r) {
      labels.push_back(static_cast<std::int32_t>(r % 3));
      for (std::int64_t i = 0; i < d; ++i)
        vectors[static_cast<std::size_t>(r * d + i)] = random.uniform(1) + (i == r % 3 ? 1.5f : 0.0f);
    }
  }
  std::int64_t n;
  std::vector<float> vectors;
  std::vector<std::int32_t> labels;
};

std::int64_t count_of(const concord_adapter_shape& shape) {
  std::int64_t count = 0;
  EXPECT_EQ(concord_adapter_weight_count(&shape, &count), CONCORD_OK);
  return count;
}

concord_status train(const Data& data, const concord_adapter_shape& shape, const concord_adapter_options& options,
                     std::vector<float>& weights, std::vector<double>* loss = nullptr) {
  return concord_adapter_train(data.vectors.data(), data.labels.data(), data.n, nullptr, nullptr, 0, nullptr, &shape,
                               &options, nullptr, nullptr, weights.data(), loss == nullptr ? nullptr : loss->data(),
                               nullptr, nullptr);
}

std::vector<float> trained(const Data& data, const concord_adapter_shape& shape,
                           const concord_adapter_options& options) {
  std::vector<float> weights(static_cast<std::size_t>(count_of(shape)));
  EXPECT_EQ(train(data, shape, options, weights), CONCORD_OK) << concord_last_error();
  return weights;
}

TEST(AdapterWeightCount, SeedStudy_HasItsParameters) {
  EXPECT_EQ(count_of(shape_of(1536)), 1'635'589);
}

TEST(AdapterTrain, SameSeed_GivesSameBitsOnAnyThreads) {
  const Data data(70);
  const auto shape = shape_of(70);
  const auto once = trained(data, shape, options_of(3, 1));
  EXPECT_EQ(once, trained(data, shape, options_of(3, 1)));
  EXPECT_EQ(once, trained(data, shape, options_of(3, 2)));
  auto other = options_of(3, 1);
  other.seed = 12;
  EXPECT_NE(once, trained(data, shape, other));
}

TEST(AdapterTrain, SeparableClasses_LossFalls) {
  const Data data(40);
  for (const std::int32_t architecture : {CONCORD_ADAPTER_SEED, CONCORD_ADAPTER_MLP}) {
    const auto shape = shape_of(40, architecture);
    std::vector<float> weights(static_cast<std::size_t>(count_of(shape)));
    std::vector<double> loss(15);
    ASSERT_EQ(train(data, shape, options_of(15), weights, &loss), CONCORD_OK) << concord_last_error();
    EXPECT_NEAR(loss.front(), std::log(3.0), 0.4);
    EXPECT_LT(loss.back(), 0.3);
  }
}

// One row, one step: the outer taps only shrink, once, by 1 - rate * decay.
TEST(AdapterTrain, OuterTaps_OnlyDecay) {
  const Data data(5, 1);
  auto shape = shape_of(5);
  shape.hidden = 8;
  shape.dimension = 4;
  auto options = options_of(1);
  const auto one = trained(data, shape, options);
  options.epochs = 2;
  const auto two = trained(data, shape, options);
  const std::size_t conv1 = 5 * 8 + 8 + 8 * 8 + 8 + 16;
  for (std::size_t i = 0; i < 4 * 8 * 3; ++i) {
    if (i % 3 == 1) continue;
    ASSERT_FLOAT_EQ(two[conv1 + i], one[conv1 + i] * static_cast<float>(1 - 3e-4 * 0.01)) << i;
  }
}

TEST(AdapterApply, ManyRows_HaveTheBitsOfEachAlone) {
  const Data data(33, 201);
  const auto shape = shape_of(33);
  const auto weights = trained(data, shape, options_of(1));
  const auto count = static_cast<std::int64_t>(weights.size());
  std::vector<float> all(201 * 254), alone(254);
  ASSERT_EQ(concord_adapter_apply(weights.data(), count, &shape, data.vectors.data(), 201, 2, nullptr, all.data()),
            CONCORD_OK);
  for (std::int64_t r = 0; r < 201; ++r) {
    ASSERT_EQ(
        concord_adapter_apply(weights.data(), count, &shape, data.vectors.data() + r * 33, 1, 1, nullptr, alone.data()),
        CONCORD_OK);
    ASSERT_EQ(alone, std::vector<float>(all.begin() + r * 254, all.begin() + (r + 1) * 254)) << r;
  }
}

TEST(AdapterTrain, BadInput_IsRefusedAndLeavesTheWeights) {
  Data data(6, 9);
  auto shape = shape_of(6);
  std::vector<float> weights(static_cast<std::size_t>(count_of(shape)), 7.0f);
  const auto untouched = weights;
  EXPECT_EQ(train(data, shape, options_of(0), weights), CONCORD_BAD_ARGUMENT);
  data.vectors[13] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(train(data, shape, options_of(1), weights), CONCORD_BAD_ARGUMENT);
  EXPECT_NE(std::string(concord_last_error()).find("element 1 of row 2"), std::string::npos) << concord_last_error();
  data.vectors[13] = 0;
  data.labels[4] = 3;
  EXPECT_EQ(train(data, shape, options_of(1), weights), CONCORD_BAD_ARGUMENT);
  data.labels[4] = 0;
  shape.classes = 1;
  EXPECT_EQ(train(data, shape, options_of(1), weights), CONCORD_BAD_ARGUMENT);
  EXPECT_EQ(weights, untouched);
}

TEST(AdapterTrain, Cancelled_Stops) {
  const Data data(6, 9);
  const auto shape = shape_of(6);
  std::vector<float> weights(static_cast<std::size_t>(count_of(shape)), 7.0f);
  auto options = options_of(100'000);
  ASSERT_EQ(concord_cancel_create(&options.cancel), CONCORD_OK);
  const auto raise = [](void* cancel, std::int64_t, std::int64_t) {
    concord_cancel_raise(static_cast<concord_cancel*>(cancel));
  };
  EXPECT_EQ(concord_adapter_train(data.vectors.data(), data.labels.data(), 9, nullptr, nullptr, 0, nullptr, &shape,
                                  &options, raise, options.cancel, weights.data(), nullptr, nullptr, nullptr),
            CONCORD_CANCELLED);
  EXPECT_EQ(weights.front(), 7.0f);
  concord_cancel_free(options.cancel);
}

}  // namespace
}  // namespace concord::test
