#include "device/faiss_index.hpp"

#include <faiss/IndexFlat.h>
#include <faiss/IndexIVFFlat.h>
#include <faiss/gpu/GpuIndexFlat.h>
#include <faiss/gpu/GpuIndexIVFFlat.h>
#include <faiss/gpu/StandardGpuResources.h>

#include <algorithm>
#include <vector>

#include "core/error.hpp"
#include "index/batch.hpp"
#include "index/canonical.hpp"

namespace concord::device {
namespace {

// FAISS's own bounds on hits and lists of one query.
constexpr std::int64_t kMost = 2048;

// Hits beyond k that are asked for, so that re-scoring can put near ties right.
constexpr std::int64_t kSpare = 32;

faiss::MetricType metric_of(Metric metric) {
  return metric == Metric::kL2 ? faiss::METRIC_L2 : faiss::METRIC_INNER_PRODUCT;
}

std::vector<float> widened(const index::RowSpan& span, std::int64_t d) {
  std::vector<float> values(static_cast<std::size_t>(span.count * d));
  for (std::int64_t i = 0; i < span.count; ++i) index::widen(span.row(i), span.dtype, d, values.data() + i * d);
  return values;
}

// Positions of rows, which FAISS keeps as their numbers.
std::vector<std::int64_t> positions_from(std::int64_t begin, std::int64_t count) {
  std::vector<std::int64_t> positions(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < positions.size(); ++i) positions[i] = begin + static_cast<std::int64_t>(i);
  return positions;
}

}  // namespace

class FaissIndex::Held {
 public:
  Held(const Context& context, const index::Source& source, Storage storage)
      : source_(source), span_(source.span({0, source.shape().rows})) {
    context.use();
    resources_.setDefaultStream(context.device(), context.stream());
    const index::SourceShape& shape = source.shape();
    shape.lists == 1 ? copy_flat(context, shape, storage) : copy_lists(context, shape);
  }

  index::SearchAnswer search(const index::SearchRequest& request) {
    const std::int64_t wanted = std::min({request.k + kSpare, kMost, source_.shape().rows});
    std::vector<float> distances(static_cast<std::size_t>(request.n * wanted));
    std::vector<std::int64_t> positions(distances.size());
    const std::int64_t lists = index::planned_lists(source_.shape(), request);
    if (auto* const inverted = dynamic_cast<faiss::gpu::GpuIndexIVFFlat*>(index_.get())) set_nprobe(*inverted, lists);
    index_->search(request.n, request.queries_nd, wanted, distances.data(), positions.data());
    index::SearchAnswer answer;
    answer.stats = index::planned_stats({&source_}, request);
    answer.stats.lists_scanned = source_.shape().metric == -1 ? 0 : lists * request.n;
    for (std::int64_t i = 0; i < request.n; ++i)
      answer.hits.push_back(decided(request, i, positions.data() + i * wanted, wanted));
    index::judge_answer({&source_}, request, answer.stats);
    return answer;
  }

 private:
  void copy_flat(const Context& context, const index::SourceShape& shape, Storage storage) {
    faiss::gpu::GpuIndexFlatConfig config;
    config.device = context.device();
    config.useFloat16 = stored_dtype(storage, shape.dtype) == CONCORD_FLOAT16;
    // One list serves either metric; a segment has none of its own.
    const Metric metric = shape.metric == CONCORD_INNER_PRODUCT ? Metric::kInnerProduct : Metric::kL2;
    index_ = std::make_unique<faiss::gpu::GpuIndexFlat>(&resources_, shape.dimension, metric_of(metric), config);
    index_->add(shape.rows, widened(span_, shape.dimension).data());
  }

  // The lists as they stand in the source: assigned by it, not by FAISS.
  void copy_lists(const Context& context, const index::SourceShape& shape) {
    const Metric metric = static_cast<Metric>(shape.metric);
    faiss::IndexFlat quantizer(shape.dimension, metric_of(metric));
    quantizer.add(shape.lists, reinterpret_cast<const float*>(source_.centroids().rows));
    faiss::IndexIVFFlat here(&quantizer, static_cast<std::size_t>(shape.dimension),
                             static_cast<std::size_t>(shape.lists), metric_of(metric));
    here.is_trained = true;
    for (std::int64_t list = 0; list < shape.lists; ++list) {
      const index::RowRange range = source_.list(list);
      const std::vector<float> rows = widened(source_.span(range), shape.dimension);
      here.invlists->add_entries(static_cast<std::size_t>(list), static_cast<std::size_t>(range.size()),
                                 positions_from(range.begin, range.size()).data(),
                                 reinterpret_cast<const std::uint8_t*>(rows.data()));
    }
    here.ntotal = shape.rows;
    faiss::gpu::GpuIndexIVFFlatConfig config;
    config.device = context.device();
    index_ = std::make_unique<faiss::gpu::GpuIndexIVFFlat>(&resources_, &here, config);
  }

  static void set_nprobe(faiss::gpu::GpuIndexIVFFlat& inverted, std::int64_t lists) {
#if FAISS_VERSION_MAJOR == 1 && FAISS_VERSION_MINOR < 8
    inverted.setNumProbes(static_cast<int>(lists));
#else
    inverted.nprobe = static_cast<std::size_t>(lists);
#endif
  }

  std::vector<index::Hit> decided(const index::SearchRequest& request, std::int64_t query,
                                  const std::int64_t* positions, std::int64_t count) const {
    std::vector<const std::byte*> rows;
    std::vector<index::Hit> hits;
    for (std::int64_t i = 0; i < count; ++i) {
      if (positions[i] < 0) continue;
      rows.push_back(span_.row(positions[i]));
      hits.push_back({0.0f, span_.number(positions[i])});
    }
    const std::vector<std::int32_t> dtypes(rows.size(), span_.dtype);
    std::vector<float> keys(rows.size());
    index::canonical_keys(request.metric, request.queries_nd + query * request.d, request.d, rows.data(), dtypes.data(),
                          static_cast<std::int64_t>(rows.size()), keys.data());
    for (std::size_t i = 0; i < hits.size(); ++i) hits[i].key = keys[i];
    std::sort(hits.begin(), hits.end());
    if (hits.size() > static_cast<std::size_t>(request.k)) hits.resize(static_cast<std::size_t>(request.k));
    return hits;
  }

  const index::Source& source_;
  index::RowSpan span_;
  faiss::gpu::StandardGpuResources resources_;
  std::unique_ptr<faiss::Index> index_;
};

FaissIndex::FaissIndex(const Context& context, const index::Source& source, Storage storage) {
  try {
    held_ = std::make_unique<Held>(context, source, storage);
  } catch (const faiss::FaissException& error) {
    // FAISS has no codes; in building an index its reason is memory.
    throw Error(CONCORD_OUT_OF_DEVICE_MEMORY, error.what());
  }
}

FaissIndex::~FaissIndex() = default;

bool FaissIndex::can_answer(const index::Source& source, const index::SearchRequest& request) {
  const bool chosen = request.choice.filter() != nullptr || request.choice.excludes_groups();
  const index::SourceShape& shape = source.shape();
  const bool other_metric = shape.metric != static_cast<std::int32_t>(request.metric) &&
                            (shape.metric != -1 || request.metric != Metric::kL2);
  return !chosen && !other_metric && request.k <= kMost && index::planned_lists(shape, request) <= kMost;
}

index::SearchAnswer FaissIndex::search(const index::SearchRequest& request) {
  try {
    return held_->search(request);
  } catch (const faiss::FaissException& error) {
    throw Error(CONCORD_UNSUPPORTED, error.what());
  }
}

}  // namespace concord::device
