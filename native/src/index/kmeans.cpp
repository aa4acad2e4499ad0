#include "index/kmeans.hpp"

#include <faiss/Clustering.h>
#include <faiss/Index.h>
#include <omp.h>

#include <algorithm>

#include "index/canonical.hpp"
#include "index/ranking.hpp"

namespace concord::index {
namespace {

// Training vectors assigned at a time: 24 MiB of them are copied at 1,536 dimensions.
constexpr std::int64_t kStepVectors = 4096;

// The index that faiss::Clustering assigns its training points with.
class Assigner : public faiss::Index {
 public:
  explicit Assigner(const KMeansRequest& request)
      : faiss::Index(static_cast<int>(request.d),
                     request.metric == Metric::kL2 ? faiss::METRIC_L2 : faiss::METRIC_INNER_PRODUCT),
        request_(request) {}

  void add(std::int64_t n, const float* vectors_nd) override {
    centroids_.assign(vectors_nd, vectors_nd + n * request_.d);
    norms_.clear();
    for (std::int64_t i = 0; i < n; ++i) norms_.push_back(squared_norm(row(i), CONCORD_FLOAT32, request_.d));
    ntotal = n;
  }

  void reset() override { ntotal = 0; }

  void search(std::int64_t n, const float* vectors_nd, std::int64_t k, float* distances, std::int64_t* labels,
              const faiss::SearchParameters*) const override {
    RowSpan table;
    table.rows = row(0);
    table.squared_norms = norms_.data();
    table.count = ntotal;
    table.row_bytes = std::int64_t{4} * request_.d;
    table.dtype = CONCORD_FLOAT32;
    Crew crew(thread_count(request_.threads, n));
    const RankingRequest ranking{request_.metric, request_.d, k, false, crew, request_.cancel};
    for (std::int64_t first = 0; first < n; first += kStepVectors) {
      QuerySet queries(std::min(kStepVectors, n - first), request_.d);
      for (std::int64_t i = first; i < std::min(n, first + kStepVectors); ++i) queries.add(vectors_nd + i * request_.d);
      for (const Hit& hit : rank_rows(table, ranking, queries, queries.everyone())) {
        *distances++ = key_of(request_.metric, hit.key);
        *labels++ = hit.row;
      }
    }
    if (request_.iteration_done) request_.iteration_done();
  }

 private:
  const std::byte* row(std::int64_t i) const {
    return reinterpret_cast<const std::byte*>(centroids_.data() + i * request_.d);
  }

  const KMeansRequest& request_;
  std::vector<float> centroids_;
  std::vector<float> norms_;
};

// FAISS updates centroids with OpenMP; this holds it to the threads the caller allows.
class OpenMpThreads {
 public:
  explicit OpenMpThreads(std::int32_t threads) : before_(omp_get_max_threads()) {
    if (threads > 0) omp_set_num_threads(threads);
  }
  OpenMpThreads(const OpenMpThreads&) = delete;
  OpenMpThreads& operator=(const OpenMpThreads&) = delete;
  ~OpenMpThreads() { omp_set_num_threads(before_); }

 private:
  int before_;
};

}  // namespace

std::vector<float> train_centroids(const KMeansRequest& request, const std::vector<float>& vectors_nd,
                                   std::int64_t count) {
  faiss::ClusteringParameters parameters;
  parameters.niter = static_cast<int>(kKMeansIterations);
  parameters.spherical = request.metric == Metric::kInnerProduct;
  parameters.seed = static_cast<int>(request.seed & 0x7FFFFFFF);
  // The caller has sampled already, and FAISS's warning about few points would go to stderr.
  parameters.min_points_per_centroid = 1;
  parameters.max_points_per_centroid = static_cast<int>(count / request.lists + 1);
  faiss::Clustering clustering(static_cast<int>(request.d), static_cast<int>(request.lists), parameters);
  Assigner assigner(request);
  const OpenMpThreads threads(request.threads);
  clustering.train(count, vectors_nd.data(), assigner);
  return std::move(clustering.centroids);
}

}  // namespace concord::index
