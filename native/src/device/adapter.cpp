#include "device/adapter.hpp"

#include <algorithm>

#include "adapter/dense.hpp"
#include "core/cancel.hpp"
#include "device/buffer.hpp"
#include "device/gemm.hpp"
#include "kernels/adapter.hpp"

namespace concord::device {
namespace {

// Rows that go through all layers together: enough to fill the device.
constexpr std::int64_t kMostRows = 16384;

class Forward {
 public:
  Forward(Context& context, const adapter::Layout& layout, const float* weights)
      : context_(context),
        layout_(layout),
        dense_(layout),
        gemm_(context),
        weights_here_(adapter::dense_weights(layout, dense_, weights)),
        weights_(context, weights_here_) {
    for (const adapter::Layer& layer : layout.layers) widest_ = std::max({widest_, layer.in, layer.out});
    rows_ = std::clamp<std::int64_t>((context.available() - 1024) / (8 * widest_), 1, kMostRows);
    for (auto& buffer : buffers_) buffer = std::make_unique<Buffer<float>>(context, rows_ * widest_);
  }

  std::int64_t rows() const { return rows_; }

  // Embeds `rows` vectors of the host; first_row: of these, for the text of an error.
  void embed(const float* vectors, std::int64_t rows, std::int64_t first_row, float* embeddings) {
    const std::size_t last = layout_.layers.size() - 2;  // behind it the head
    buffers_[0]->upload(vectors, rows * layout_.layers[0].in);
    Buffer<unsigned long long> bad_there(context_, 1);
    bad_there.fill_bytes(0xFF);
    for (std::size_t l = 0; l <= last; ++l) {
      const adapter::Layer& layer = layout_.layers[l];
      float* const out = buffers_[(l + 1) % 2]->data();
      gemm_.multiply(buffers_[l % 2]->data(), rows, layer.in, at(dense_.places[l].weight), layer.out, out);
      const kernels::LayerOutput output{out, at(dense_.places[l].bias), rows, layer.out};
      check(
          l == last ? kernels::add_bias_and_check({output, bad_there.data()}, context_.stream()) : activate(l, output),
          "a layer of the adapter");
    }
    const std::int64_t e = layout_.layers[last].out;
    unsigned long long bad = 0;
    bad_there.download(&bad, 1);
    buffers_[(last + 1) % 2]->download(embeddings, rows * e);
    context_.wait();
    require(static_cast<std::int64_t>(bad) < 0, "row ", first_row + static_cast<std::int64_t>(bad),
            " of the vectors gives an element that is NaN or infinite; the vector or the adapter's weights hold one");
  }

 private:
  const float* at(std::int64_t place) const { return weights_.data() + place; }

  cudaError_t activate(std::size_t l, const kernels::LayerOutput& output) const {
    if (!layout_.seed() || l != 1) return kernels::add_bias_and_gelu(output, context_.stream());
    return kernels::add_bias_and_norm({output, at(dense_.norm), at(dense_.norm + layout_.norm_size)},
                                      context_.stream());
  }

  Context& context_;
  const adapter::Layout& layout_;
  adapter::DenseLayout dense_;
  Gemm gemm_;
  std::vector<float> weights_here_;
  Buffer<float> weights_;
  std::int64_t widest_ = 0;
  std::int64_t rows_ = 0;
  std::unique_ptr<Buffer<float>> buffers_[2];
};

}  // namespace

void apply_adapter(Context& context, const adapter::ApplyRequest& request, float* embeddings) {
  context.use();
  const adapter::Layout layout = adapter::layout_of(request.shape);
  Forward forward(context, layout, request.weights);
  for (std::int64_t first = 0; first < request.count; first += forward.rows()) {
    check_cancelled(request.cancel);
    const std::int64_t rows = std::min(forward.rows(), request.count - first);
    forward.embed(request.vectors + first * request.shape.input, rows, first,
                  embeddings + first * request.shape.dimension);
  }
}

}  // namespace concord::device
