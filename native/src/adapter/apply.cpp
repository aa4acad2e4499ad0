#include "adapter/apply.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "adapter/dense.hpp"
#include "core/cancel.hpp"

namespace concord::adapter {
namespace {

// Rows that a thread takes through all layers at once: their activations stay in its second-level cache.
constexpr std::int64_t kBlock = 64;

}  // namespace

void apply(const ApplyRequest& request, float* embeddings) {
  const Layout layout = layout_of(request.shape);
  const std::vector<float> weights = dense_weights(layout, DenseLayout(layout), request.weights);
  const std::int64_t blocks = (request.count + kBlock - 1) / kBlock;
  const std::int32_t threads = thread_count(request.threads, blocks);
  struct Worker {
    explicit Worker(const Layout& layout) : network(layout, kBlock) {}
    Network<float> network;
    Crew alone{1};
  };
  std::vector<std::unique_ptr<Worker>> workers(static_cast<std::size_t>(threads));
  parallel_for(threads, blocks, [&](std::int64_t block, std::int32_t thread) {
    check_cancelled(request.cancel);
    auto& worker = workers[static_cast<std::size_t>(thread)];
    if (!worker) worker = std::make_unique<Worker>(layout);
    const std::int64_t first = block * kBlock, rows = std::min(kBlock, request.count - first),
                       e = request.shape.dimension;
    const float* found =
        worker->network.embed(worker->alone, weights.data(), request.vectors + first * request.shape.input, rows);
    const float* bad = std::find_if(found, found + rows * e, [](float value) { return !std::isfinite(value); });
    require(bad == found + rows * e, "row ", first + (bad - found) / e,
            " of the vectors gives an element that is NaN or infinite; ",
            "the vector or the adapter's weights hold one");
    std::copy_n(found, rows * e, embeddings + first * e);
  });
}

}  // namespace concord::adapter
