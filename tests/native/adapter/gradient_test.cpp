// Gradients against finite differences in float64, and float32's against float64's.
#include <gtest/gtest.h>

#include "adapter/network.hpp"
#include "adapter/random.hpp"

namespace concord::adapter {
namespace {

constexpr std::int64_t kRows = 5;

struct Problem {
  explicit Problem(std::int32_t architecture) {
    concord_adapter_shape_init(&shape);
    shape.architecture = architecture;
    shape.input = 19;
    shape.hidden = 37;
    shape.dimension = 21;
    shape.classes = 3;
    layout = layout_of(shape);
    Random random(7);
    weights.resize(static_cast<std::size_t>(DenseLayout(layout).count));
    for (double& weight : weights) weight = random.uniform(0.4);
    x.resize(kRows * 19);
    for (double& value : x) value = random.uniform(1);
  }
  concord_adapter_shape shape{};
  Layout layout;
  std::vector<double> weights, x;
  std::vector<std::int32_t> labels = {0, 2, 1, 1, 0};
  std::vector<double> class_weights = {0.5, 2, 1.25};
};

template <typename Real>
std::vector<Real> as(const std::vector<double>& values) {
  return {values.begin(), values.end()};
}

template <typename Real>
std::vector<Real> gradient_of(const Problem& problem, const std::vector<Real>& weights, std::int32_t threads,
                              double* loss) {
  Crew crew(threads);
  Network<Real> network(problem.layout, kRows);
  const auto x = as<Real>(problem.x), class_weights = as<Real>(problem.class_weights);
  std::vector<Real> gradient(weights.size());
  *loss = network.gradient(crew, weights.data(), x.data(), problem.labels.data(), class_weights.data(), kRows,
                           gradient.data());
  return gradient;
}

class AdapterGradient : public ::testing::TestWithParam<std::int32_t> {};

TEST_P(AdapterGradient, EveryWeight_IsTheSlopeOfTheLoss) {
  Problem problem(GetParam());
  double loss, above, below;
  const auto gradient = gradient_of(problem, problem.weights, 1, &loss);
  constexpr double kStep = 1e-5;
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    auto moved = problem.weights;
    moved[i] += kStep;
    gradient_of(problem, moved, 1, &above);
    moved[i] -= 2 * kStep;
    gradient_of(problem, moved, 1, &below);
    // The error of a central difference is of the order of step^2 and of eps/step.
    ASSERT_NEAR(gradient[i], (above - below) / (2 * kStep), 1e-8 + 1e-6 * std::abs(gradient[i])) << "weight " << i;
  }
}

TEST_P(AdapterGradient, InFloat32_IsThatOfFloat64) {
  Problem problem(GetParam());
  double loss, loss32;
  const auto gradient = gradient_of(problem, problem.weights, 1, &loss);
  const auto gradient32 = gradient_of(problem, as<float>(problem.weights), 2, &loss32);
  EXPECT_NEAR(loss, loss32, 1e-5);
  for (std::size_t i = 0; i < gradient.size(); ++i) ASSERT_NEAR(gradient[i], gradient32[i], 2e-6) << "weight " << i;
}

INSTANTIATE_TEST_SUITE_P(Both, AdapterGradient, ::testing::Values(CONCORD_ADAPTER_SEED, CONCORD_ADAPTER_MLP));

}  // namespace
}  // namespace concord::adapter
