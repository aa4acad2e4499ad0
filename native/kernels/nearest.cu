// Minimum distances between two slides, both ways, from one matrix product: n x d against m x d.
//
// A block takes 64 tiles of a against 64 of b (tile_product.cuh). With p the product, a tile x of a looks for the least
// |y|^2 - 2p (L2) or -p among the y of b, and the other way round. These are float32 values that err, so a first launch
// finds the least of each tile, and a second one takes every pair within the slack of it (src/slide/norms.hpp) to
// float64, where the CPU's key decides, ties to the lower tile. Products are made twice because keeping them would take
// n*m*4 bytes; pairs that come close are few.
#include "concord/core.h"
#include "kernels/nearest.hpp"
#include "kernels/tile_product.cuh"

namespace concord::kernels {
namespace {

constexpr int kHeight = 4;
constexpr int kRows = 16 * kHeight;

struct Pair {
  std::int64_t a, b;
};

__device__ inline void lower(unsigned* least, float value) {
  if (value == value) atomicMin(least, ordered(value));
}

// NaN stays in.
__device__ inline bool in_race(const NearestSide& side, std::int64_t tile, float value) {
  return !(value > from_ordered(side.least[tile]) + side.slack[tile]);
}

template <typename Element>
__device__ inline void judge(const Nearest& n, const Pair& pair, bool for_a, bool for_b) {
  const auto* const x = static_cast<const typename Element::Word*>(n.a.tiles) + pair.a * n.d;
  const auto* const y = static_cast<const typename Element::Word*>(n.b.tiles) + pair.b * n.d;
  // Plus zero: minus zero is no nearer than zero.
  const float key = canonical_key<Element, Element>(x, y, n.d, n.l2) + 0.0f;
  const unsigned long long place = static_cast<unsigned long long>(ordered(key)) << 32;
  if (for_a) atomicMin(n.a.winner + pair.a, place | static_cast<unsigned long long>(pair.b));
  if (for_b) atomicMin(n.b.winner + pair.b, place | static_cast<unsigned long long>(pair.a));
}

template <typename Element, bool find_least>
__device__ inline void enter(const Nearest& n, const Pair& pair, float product) {
  const float factor = n.l2 ? -2.0f : -1.0f;
  const float for_a = n.b.terms[pair.b] + factor * product, for_b = n.a.terms[pair.a] + factor * product;
  if (find_least) {
    lower(n.a.least + pair.a, for_a);
    lower(n.b.least + pair.b, for_b);
  } else {
    const bool a = in_race(n.a, pair.a, for_a), b = in_race(n.b, pair.b, for_b);
    if (a || b) judge<Element>(n, pair, a, b);
  }
}

template <typename Element, bool find_least>
__global__ void __launch_bounds__(kTileThreads) nearest_kernel(Nearest n) {
  using Word = typename Element::Word;
  const std::int64_t across = (n.b.count + kTileColumns - 1) / kTileColumns;
  const std::int64_t row = blockIdx.x / across * kRows, column = blockIdx.x % across * kTileColumns;
  const auto at = [&n](const NearestSide& side, std::int64_t i) {
    return i < side.count ? static_cast<const Word*>(side.tiles) + i * n.d : nullptr;
  };
  // Device allocations begin on 256 bytes.
  const bool quads = n.d % 4 == 0;
  float products[kHeight][4];
  tile_products<Element, Element, kHeight>([&](int i) { return at(n.a, row + i); },
                                           [&](int j) { return at(n.b, column + j); }, n.d, quads, quads, products);
  for (int i = 0; i < kHeight; ++i) {
    for (int j = 0; j < 4; ++j) {
      const Pair pair{row + static_cast<int>(threadIdx.x) / 16 * kHeight + i,
                      column + static_cast<int>(threadIdx.x) % 16 * 4 + j};
      if (pair.a < n.a.count && pair.b < n.b.count) enter<Element, find_least>(n, pair, products[i][j]);
    }
  }
}

template <typename Element>
cudaError_t launch_both(const Nearest& n, cudaStream_t stream) {
  const std::int64_t blocks = ((n.a.count + kRows - 1) / kRows) * ((n.b.count + kTileColumns - 1) / kTileColumns);
  const cudaError_t status = launch(nearest_kernel<Element, true>, blocks, kTileThreads, n, stream);
  return status != cudaSuccess ? status : launch(nearest_kernel<Element, false>, blocks, kTileThreads, n, stream);
}

}  // namespace

cudaError_t nearest(const Nearest& n, std::int32_t dtype, cudaStream_t stream) {
  return dtype == CONCORD_FLOAT16 ? launch_both<Float16>(n, stream) : launch_both<Float32>(n, stream);
}

}  // namespace concord::kernels
