#include "device/accelerator.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "device/adapter.hpp"
#include "device/faiss_index.hpp"
#include "device/index.hpp"
#include "device/pooling.hpp"
#include "device/preprocess.hpp"
#include "device/slide.hpp"

namespace concord::device {
namespace {

// The bytes of an image with nothing between its rows.
std::vector<std::uint8_t> packed(const pooling::Image& image) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(static_cast<std::size_t>(image.width * image.height * 3));
  for (std::int64_t y = 0; y < image.height; ++y) {
    const std::uint8_t* const row = image.rgb_hwc + y * image.row_stride;
    bytes.insert(bytes.end(), row, row + image.width * 3);
  }
  return bytes;
}

Vectors vectors_of(const PoolArrays& a) {
  return a.place == PoolPlace::kThere ? Vectors::kThere : Vectors::kHere;
}

// Adds what another set of sources gave: the k nearest of both, and the work of both.
void absorb(index::SearchAnswer&& other, std::int64_t k, index::SearchAnswer& answer) {
  for (std::size_t i = 0; i < answer.hits.size(); ++i) {
    std::vector<index::Hit>& hits = answer.hits[i];
    const auto middle = static_cast<std::ptrdiff_t>(hits.size());
    hits.insert(hits.end(), other.hits[i].begin(), other.hits[i].end());
    std::inplace_merge(hits.begin(), hits.begin() + middle, hits.end());
    if (hits.size() > static_cast<std::size_t>(k)) hits.resize(static_cast<std::size_t>(k));
  }
  answer.stats.lists_scanned += other.stats.lists_scanned;
  answer.stats.rows_scanned += other.stats.rows_scanned;
}

// A source in device memory, as one of the two kinds of index.
class HeldSource {
 public:
  HeldSource(const std::vector<Context*>& contexts, const index::Source& source, bool faiss, Storage storage)
      : source_(source) {
    if (faiss) {
      faiss_ = std::make_unique<FaissIndex>(*contexts.front(), source, storage);
    } else {
      own_ = std::make_unique<Index>(contexts, source, Products::kTensor, storage);
    }
  }

  Index::Answer search(const index::SearchRequest& request) {
    if (own_ != nullptr) return own_->search(request);
    if (FaissIndex::can_answer(source_, request)) return {faiss_->search(request), 0};
    return {index::search({&source_}, request), request.n};
  }

 private:
  const index::Source& source_;
  std::unique_ptr<Index> own_;
  std::unique_ptr<FaissIndex> faiss_;
};

class Cuda : public Accelerator {
 public:
  explicit Cuda(const AcceleratorOptions& options)
      : context_(options.devices.front(), options.budget_bytes, static_cast<cudaStream_t>(options.stream)),
        faiss_(options.faiss),
        storage_(options.float16 ? Storage::kFloat16 : Storage::kAsItIs) {
    contexts_.push_back(&context_);
    for (std::size_t i = 1; i < options.devices.size(); ++i) {
      others_.push_back(std::make_unique<Context>(options.devices[i], options.budget_bytes));
      contexts_.push_back(others_.back().get());
    }
  }

  void* stream() const override { return context_.stream(); }

  void pool_maps(const pooling::PoolJob& job, const PoolArrays& a) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto& [n, c, height, width] = a.shape;
    if (a.place == PoolPlace::kHere) {
      device::pool_maps(context_, job, a.input, n, c, height, width, a.mask, a.vectors);
    } else {
      pool_maps_there(context_, job, a.input, n, c, height, width, a.mask, a.vectors, vectors_of(a));
    }
  }

  void pool_tokens(const pooling::PoolJob& job, const PoolArrays& a) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const std::int64_t n = a.shape[0], t = a.shape[1], c = a.shape[2];
    if (a.place == PoolPlace::kHere) {
      device::pool_tokens(context_, job, a.input, n, t, c, a.mask, a.vectors);
    } else {
      pool_tokens_there(context_, job, a.input, n, t, c, a.mask, a.vectors, vectors_of(a));
    }
  }

  void preprocess(const pooling::Image& image, const pooling::PreprocessJob& job, float* tensor_chw) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const bool dense = image.row_stride == image.width * 3;
    const std::vector<std::uint8_t> bytes = dense ? std::vector<std::uint8_t>() : packed(image);
    device::preprocess(context_, dense ? image.rgb_hwc : bytes.data(), 1, image.width, image.height, job, tensor_chw);
  }

  slide::SlideAnswer compare_slides(const slide::Tiles& a, const slide::Tiles& b, Metric metric) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return device::compare_slides(context_, a, b, metric);
  }

  std::vector<float> similarity(const slide::Tiles& tiles, const float* queries_qd, std::int64_t q,
                                Metric metric) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return device::similarity(context_, tiles, queries_qd, q, metric);
  }

  void apply_adapter(const adapter::ApplyRequest& request, float* embeddings) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    device::apply_adapter(context_, request, embeddings);
  }

  void hold(const index::Source& source) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (held_.count(&source) != 0) return;
    held_.emplace(&source, std::make_unique<HeldSource>(contexts_, source, faiss_, storage_));
  }

  void drop(const index::Source& source) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    held_.erase(&source);
  }

  index::SearchAnswer search(const std::vector<const index::Source*>& sources,
                             const index::SearchRequest& request) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    index::require_searchable(sources, request);
    std::vector<const index::Source*> here;
    std::copy_if(sources.begin(), sources.end(), std::back_inserter(here),
                 [this](const index::Source* source) { return held_.count(source) == 0; });
    index::SearchAnswer answer = index::search(here, request);
    const index::SearchStats counted = answer.stats;
    answer.stats = index::planned_stats(sources, request);
    answer.stats.lists_scanned = counted.lists_scanned;
    answer.stats.rows_scanned = counted.rows_scanned;
    for (const index::Source* source : sources) {
      const auto held = held_.find(source);
      if (held == held_.end()) continue;
      Index::Answer there = held->second->search(request);
      answer.stats.device_queries += request.n - there.on_cpu;
      absorb(std::move(there.found), request.k, answer);
    }
    index::judge_answer(sources, request, answer.stats);
    return answer;
  }

 private:
  std::mutex mutex_;
  Context context_;
  std::vector<std::unique_ptr<Context>> others_;
  std::vector<Context*> contexts_;  // context_ and the others
  bool faiss_;
  Storage storage_;
  std::map<const index::Source*, std::unique_ptr<HeldSource>> held_;
};

}  // namespace

std::unique_ptr<Accelerator> Accelerator::open(const AcceleratorOptions& options) {
  return std::make_unique<Cuda>(options);
}

}  // namespace concord::device
