// The coarse quantizer: k-means by FAISS, with our scan as its assignment step.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/cancel.hpp"
#include "core/metric.hpp"

namespace concord::index {

struct KMeansRequest {
  Metric metric = Metric::kL2;
  std::int64_t d = 0;
  std::int64_t lists = 0;
  std::uint64_t seed = 0;
  std::int32_t threads = 0;
  const concord_cancel* cancel = nullptr;
  std::function<void()> iteration_done;
};

// Iterations, as many as faiss::IndexIVF trains with (Level1Quantizer sets cp.niter = 10).
constexpr std::int64_t kKMeansIterations = 10;

// lists * d centroids of `count` >= lists training vectors. For inner products the centroids are of unit length and
// assigned by inner product, as faiss::IndexIVF does it (cp.spherical). The result depends on the vectors and the seed
// alone: FAISS sums each centroid in training order whatever the number of threads, and its assignment, which goes
// through BLAS and may differ from machine to machine, is replaced by ours.
std::vector<float> train_centroids(const KMeansRequest& request, const std::vector<float>& vectors_nd,
                                   std::int64_t count);

}  // namespace concord::index
