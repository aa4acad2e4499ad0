// IVF-Flat search with filter and exclusion, list by list.
//
// scan_lists   Each block scores up to 64 rows of one list against up to 64 (narrow: 16) of the queries that visit it,
// as a matrix product in
//              shared memory (tile_product.cuh), so that a list is read once for all its queries. Filter and group are
//              tested where the score is written: a row that may not be returned takes no place.
//              Float16 rows and queries that were split go through tensor cores (half_product.cuh).
// select       One block a query: the k-th smallest score by four passes over a histogram of 256 bins, then every row
// within the slack of it.
//              The slack bounds the error of a score, so that no row of the true answer is left out.
// judge        One thread a candidate: the key of src/index/canonical.hpp in float64. The host sorts a few more than k
// of these.
#include "concord/core.h"
#include "kernels/half_product.cuh"
#include "kernels/list_scan.hpp"
#include "kernels/tile_product.cuh"

namespace concord::kernels {
namespace {

constexpr unsigned long long kNoRow = ~0ull;

__device__ inline bool may_return(const RowRules& rules, std::int64_t row, const Queries& queries, std::int32_t query) {
  if (rules.filter != nullptr && (row >= rules.filter_rows || (rules.filter[row / 8] >> (row % 8) & 1) == 0))
    return false;
  if (rules.groups == nullptr || queries.groups[query] == -1 || row >= rules.group_rows) return true;
  return rules.groups[row] != queries.groups[query];
}

// The score of the item's row `row` for its pair `pair`, from their product.
__device__ inline void write_score(const ListScan& a, const ScanItem& item, int pair, int row, float product) {
  const ScanPair to = a.pairs[item.first_pair + pair];
  const std::int64_t position = item.first_row + row;
  const float key =
      a.stored.l2 ? a.queries.squared_norms[to.query] + a.stored.squared_norms[position] - 2.0f * product : -product;
  const bool may = may_return(a.rules, a.stored.numbers[position], a.queries, to.query);
  a.scores[to.to + item.offset + row] =
      may ? static_cast<unsigned long long>(ordered(key)) << 32 | static_cast<unsigned long long>(position) : kNoRow;
}

template <typename Element, int Height>
__global__ void __launch_bounds__(kTileThreads) scan_kernel(ListScan a) {
  const ScanItem item = a.items[blockIdx.x];
  const std::int64_t d = a.stored.d;
  const auto* const rows = static_cast<const typename Element::Word*>(a.stored.rows) + item.first_row * d;
  const ScanPair* const pairs = a.pairs + item.first_pair;
  float products[Height][4];
  tile_products<Float32, Element, Height>(
      [&](int i) { return i < item.pairs ? a.queries.values + pairs[i].query * d : nullptr; },
      [&](int j) { return j < item.rows ? rows + j * d : nullptr; }, d, d % 4 == 0, d % 4 == 0, products);
  for (int i = 0; i < Height; ++i) {
    const int pair = static_cast<int>(threadIdx.x) / 16 * Height + i;
    if (pair >= item.pairs) continue;
    for (int j = 0; j < 4; ++j) {
      const int row = static_cast<int>(threadIdx.x) % 16 * 4 + j;
      if (row < item.rows) write_score(a, item, pair, row, products[i][j]);
    }
  }
}

template <int Height>
__global__ void __launch_bounds__(kHalfThreads) scan_halves_kernel(ListScan a) {
  __shared__ HalfTile<Height> tile;
  const ScanItem item = a.items[blockIdx.x];
  const std::int64_t d = a.stored.d;
  const auto* const rows = static_cast<const std::uint16_t*>(a.stored.rows) + item.first_row * d;
  const ScanPair* const pairs = a.pairs + item.first_pair;
  half_products<Height>(
      [&](int j) { return j < item.rows ? rows + j * d : nullptr; },
      [&](int part, int i) { return i < item.pairs ? a.queries.halves + (2 * pairs[i].query + part) * d : nullptr; }, d,
      tile);
  // Neighbouring threads write the scores of neighbouring rows.
  for (int i = static_cast<int>(threadIdx.x); i < item.pairs * kHalfRows; i += static_cast<int>(kHalfThreads)) {
    const int pair = i / kHalfRows, row = i % kHalfRows;
    if (row < item.rows) write_score(a, item, pair, row, tile.product(pair, row) * a.queries.scales[pairs[pair].query]);
  }
}

constexpr unsigned kSelectThreads = 256;

// The bin that holds the rest-th smallest (counted from 1) and what is left of `rest` in it. Called by all threads;
// `bins` is ready.
__device__ inline unsigned bin_of_rank(const unsigned* bins, std::int64_t& rest) {
  unsigned bin = 0;
  while (bin < 255 && rest > bins[bin]) rest -= bins[bin++];
  return bin;
}

// The k-th smallest ordered key among the block's scores, of which at least k may be returned.
__device__ inline unsigned kth_smallest(const unsigned long long* scores, std::int64_t count, std::int64_t k) {
  __shared__ unsigned bins[256];
  unsigned prefix = 0;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bins[threadIdx.x] = 0;
    __syncthreads();
    for (std::int64_t i = threadIdx.x; i < count; i += kSelectThreads) {
      const unsigned key = static_cast<unsigned>(scores[i] >> 32);
      const bool with_prefix = shift == 24 || key >> (shift + 8) == prefix >> (shift + 8);
      if (scores[i] != kNoRow && with_prefix) atomicAdd(bins + (key >> shift & 255u), 1u);
    }
    __syncthreads();
    prefix |= bin_of_rank(bins, k) << shift;
    __syncthreads();
  }
  return prefix;
}

// How many of the block's scores are rows that may be returned; the same on every thread.
__device__ inline unsigned count_rows(const unsigned long long* scores, std::int64_t count) {
  __shared__ unsigned total;
  if (threadIdx.x == 0) total = 0;
  __syncthreads();
  unsigned mine = 0;
  for (std::int64_t i = threadIdx.x; i < count; i += kSelectThreads) mine += scores[i] != kNoRow ? 1 : 0;
  if (mine > 0) atomicAdd(&total, mine);
  __syncthreads();
  return total;
}

__global__ void __launch_bounds__(kSelectThreads) select_kernel(Selection a) {
  const std::int64_t query = blockIdx.x;
  const unsigned long long* const scores = a.scores + a.begins[query];
  const std::int64_t count = a.begins[query + 1] - a.begins[query];
  const unsigned rows = count_rows(scores, count);
  unsigned limit = 0xFFFFFFFFu;
  if (rows > a.k) limit = ordered(from_ordered(kth_smallest(scores, count, a.k)) + a.slack[query]);
  for (std::int64_t i = threadIdx.x; i < count; i += kSelectThreads) {
    if (scores[i] == kNoRow || static_cast<unsigned>(scores[i] >> 32) > limit) continue;
    const std::int32_t slot = atomicAdd(a.found + query, 1);
    if (slot < a.capacity) a.positions[query * a.capacity + slot] = static_cast<unsigned>(scores[i]);
  }
  if (threadIdx.x == 0) a.eligible[query] = static_cast<std::int32_t>(rows);
}

constexpr unsigned kJudgeThreads = 128;

template <typename Element>
__global__ void __launch_bounds__(kJudgeThreads) judge_kernel(Judgement a) {
  const std::int64_t at = static_cast<std::int64_t>(blockIdx.x) * kJudgeThreads + threadIdx.x;
  const std::int64_t query = at / a.capacity, slot = at % a.capacity;
  if (query >= a.q || slot >= a.found[query]) return;
  const auto* const row = static_cast<const typename Element::Word*>(a.stored.rows) + a.positions[at] * a.stored.d;
  a.keys[at] = canonical_key<Float32, Element>(a.queries + query * a.stored.d, row, a.stored.d, a.stored.l2);
}

template <typename Element>
cudaError_t launch_scan(const ListScan& a, cudaStream_t stream) {
  return a.narrow ? launch(scan_kernel<Element, 1>, a.item_count, kTileThreads, a, stream)
                  : launch(scan_kernel<Element, 4>, a.item_count, kTileThreads, a, stream);
}

cudaError_t launch_halves(const ListScan& a, cudaStream_t stream) {
  return a.narrow ? launch(scan_halves_kernel<1>, a.item_count, kHalfThreads, a, stream)
                  : launch(scan_halves_kernel<4>, a.item_count, kHalfThreads, a, stream);
}

}  // namespace

cudaError_t scan_lists(const ListScan& a, std::int32_t dtype, cudaStream_t stream) {
  if (dtype == CONCORD_FLOAT16 && a.queries.halves != nullptr) return launch_halves(a, stream);
  return dtype == CONCORD_FLOAT16 ? launch_scan<Float16>(a, stream) : launch_scan<Float32>(a, stream);
}

cudaError_t select(const Selection& a, cudaStream_t stream) {
  return launch(select_kernel, a.q, kSelectThreads, a, stream);
}

cudaError_t judge(const Judgement& a, std::int32_t dtype, cudaStream_t stream) {
  const std::int64_t blocks = (a.q * a.capacity + kJudgeThreads - 1) / kJudgeThreads;
  return dtype == CONCORD_FLOAT16 ? launch(judge_kernel<Float16>, blocks, kJudgeThreads, a, stream)
                                  : launch(judge_kernel<Float32>, blocks, kJudgeThreads, a, stream);
}

}  // namespace concord::kernels
