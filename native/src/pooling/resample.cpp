#include "pooling/resample.hpp"

#include <algorithm>
#include <cmath>

#include "concord/preprocess.h"

namespace concord::pooling {
namespace {

double bilinear(double x) {
  x = std::fabs(x);
  return x < 1 ? 1 - x : 0;
}

// Keys 1981 with a = -0.5.
double bicubic(double x) {
  constexpr double a = -0.5;
  x = std::fabs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

struct Filter {
  double (*weight)(double);
  double support;
};

Filter filter_of(std::int32_t filter) {
  return filter == CONCORD_RESIZE_BICUBIC ? Filter{bicubic, 2} : Filter{bilinear, 1};
}

// Weights of the input pixels [begin, end) around `center`, divided by their sum.
std::vector<double> weights_around(const Filter& filter, double stretch, double center, std::int64_t begin,
                                   std::int64_t end) {
  std::vector<double> weights;
  double sum = 0;
  for (std::int64_t i = begin; i < end; ++i) {
    weights.push_back(filter.weight((static_cast<double>(i) - center + 0.5) / stretch));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

// Leaves out zero weights at both ends: they only cost reads.
void add_taps(Resampling& resampling, std::int64_t begin, const std::vector<double>& weights) {
  const auto is_not_zero = [](double weight) { return weight != 0; };
  const auto first = std::find_if(weights.begin(), weights.end(), is_not_zero);
  const auto last = std::find_if(weights.rbegin(), weights.rend(), is_not_zero).base();
  resampling.taps.push_back(
      {begin + (first - weights.begin()), last - first, static_cast<std::int64_t>(resampling.weights.size())});
  for (auto at = first; at != last; ++at) resampling.weights.push_back(static_cast<float>(*at));
}

}  // namespace

Resampling make_resampling(const Axis& axis, std::int32_t filter_code) {
  const Filter filter = filter_of(filter_code);
  const double scale = static_cast<double>(axis.size) / static_cast<double>(axis.scaled);
  const double stretch = std::max(scale, 1.0);
  const double support = filter.support * stretch;
  Resampling resampling;
  for (std::int64_t i = axis.first; i < axis.first + axis.count; ++i) {
    const double center = (static_cast<double>(i) + 0.5) * scale;
    const auto begin = std::max<std::int64_t>(0, static_cast<std::int64_t>(center - support + 0.5));
    const auto end = std::min<std::int64_t>(axis.size, static_cast<std::int64_t>(center + support + 0.5));
    add_taps(resampling, begin, weights_around(filter, stretch, center, begin, end));
  }
  return resampling;
}

}  // namespace concord::pooling
