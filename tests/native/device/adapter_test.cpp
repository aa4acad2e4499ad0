// Adapters on the device against the processor, within the error of float32 sums in another order.
#include "device/adapter.hpp"

#include <cmath>

#include "../pooling/support.hpp"
#include "adapter/layout.hpp"
#include "core/error.hpp"
#include "device/gemm.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

class AdapterOnDevice : public OnDevice {
 protected:
  void SetUp() override {
    OnDevice::SetUp();
    if (context == nullptr) return;
    try {
      device::Gemm gemm(*context);
    } catch (const Error& error) {
      GTEST_SKIP() << "skipped: " << error.what();
    }
  }

  static concord_adapter_shape shape_of(std::int32_t architecture) {
    concord_adapter_shape shape;
    concord_adapter_shape_init(&shape);
    shape.architecture = architecture;
    shape.input = 70;
    shape.hidden = 40;
    shape.dimension = 23;
    shape.classes = 3;
    return shape;
  }

  static void compare(device::Context& on, std::int32_t architecture, std::int64_t rows) {
    const concord_adapter_shape shape = shape_of(architecture);
    const std::vector<float> weights = random_floats(adapter::layout_of(shape).count, 2, -0.2f, 0.2f);
    const std::vector<float> vectors = random_floats(rows * shape.input, 3, -1.0f, 1.0f);
    std::vector<float> found(static_cast<std::size_t>(rows * shape.dimension)), expected(found.size());
    const adapter::ApplyRequest request{shape, weights.data(), vectors.data(), rows, 1, nullptr};
    device::apply_adapter(on, request, found.data());
    adapter::apply(request, expected.data());
    // Four layers of at most 70 terms below 2, each rounded some hundred times; LayerNorm divides by a deviation of
    // about a half.
    for (std::size_t i = 0; i < found.size(); ++i)
      expect_near(found[i], expected[i], 2 * 4 * 100 * 0x1p-24 * 4, std::to_string(i));
  }
};

TEST_F(AdapterOnDevice, Apply_EitherArchitecture_IsTheProcessorsWithinTheErrorOfSums) {
  for (const std::int64_t rows : {1, 9, 300}) {
    compare(*context, CONCORD_ADAPTER_SEED, rows);
    compare(*context, CONCORD_ADAPTER_MLP, rows);
  }
}

TEST_F(AdapterOnDevice, Apply_BudgetForFewRowsAtATime_GivesTheSame) {
  device::Context small(0, 60'000);
  compare(small, CONCORD_ADAPTER_MLP, 200);
}

TEST_F(AdapterOnDevice, Apply_WeightIsInfinite_NamesTheRow) {
  const concord_adapter_shape shape = shape_of(CONCORD_ADAPTER_MLP);
  const std::vector<float> weights = random_floats(adapter::layout_of(shape).count, 2);
  std::vector<float> vectors = random_floats(5 * shape.input, 3), embeddings(5 * 23);
  vectors[static_cast<std::size_t>(3 * shape.input)] = INFINITY;
  try {
    device::apply_adapter(*context, {shape, weights.data(), vectors.data(), 5, 1, nullptr}, embeddings.data());
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), CONCORD_BAD_ARGUMENT);
    EXPECT_NE(std::string(error.what()).find("row 3"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace concord::test
