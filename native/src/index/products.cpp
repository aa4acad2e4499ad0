#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "index/products.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>  // compiles this file once for every instruction set
// highway.h must come after foreach_target.h
#include <hwy/highway.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "core/float16.hpp"
#include "core/simd_level.hpp"
#include "index/products.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::index::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<float>;
using Vector = hn::Vec<Lanes>;

// Instruction sets with 32 vector registers hold 24 sums, 4 vectors of one side and one of the other; those with 16
// hold 12, 3 and one.
#if HWY_TARGET <= HWY_AVX3 || HWY_TARGET == HWY_NEON
constexpr std::int64_t kGroupQueries = 6;
constexpr std::int64_t kRowsWithFew = 6;  // 2 to 4 queries
#else
constexpr std::int64_t kGroupQueries = 3;
constexpr std::int64_t kRowsWithFew = 4;
#endif
constexpr std::int64_t kRows = 4;  // with more

// One query waits for memory. It is read fastest from several places side by side, with the rows to come asked into the
// second cache, once a line: the first is too small to hold them beside those at hand. A whole search by one thread,
// Zen 5: float32 5.1 ms, float16 2.8 (with 4 rows side by side 3.2), codes 1.5 (with those 24 ahead asked 1.8,
// unasked 3.0, asked once a vector and not once a line 2.0).
constexpr std::int64_t kRowsWithOne = 8;
constexpr std::int64_t kAheadWithOne = 8;

// A group of queries passes over the tile piece by piece, so that their elements stay in the first cache while the rows
// stream by from the second. Six queries of 1,536 elements are one piece: half of that and twice the sums measured 7 %
// slower with a first cache of 48 KiB.
constexpr std::int64_t kPieceBytes = 36 << 10;

struct Float32Rows {
  static constexpr std::int64_t kBytes = 4;
  static HWY_INLINE Vector load(const std::byte* at) { return hn::LoadU(Lanes(), reinterpret_cast<const float*>(at)); }
};

struct Float16Rows {
  static constexpr std::int64_t kBytes = 2;
  static HWY_INLINE Vector load(const std::byte* at) {
    const hn::Rebind<hwy::float16_t, Lanes> halves;
    return hn::PromoteTo(Lanes(), hn::LoadU(halves, reinterpret_cast<const hwy::float16_t*>(at)));
  }
};

// Codes of rows: one signed byte an element.
struct CodeRows {
  static constexpr std::int64_t kBytes = 1;
  static HWY_INLINE Vector load(const std::byte* at) {
    const hn::Rebind<std::int8_t, Lanes> bytes;
    const hn::Rebind<std::int32_t, Lanes> words;
    return hn::ConvertTo(Lanes(), hn::PromoteTo(words, hn::LoadU(bytes, reinterpret_cast<const std::int8_t*>(at))));
  }
};

std::int64_t lane_count() {
  return static_cast<std::int64_t>(hn::Lanes(Lanes()));
}

// The last elements of rows, where they do not fill a vector, followed by zeros.
struct Tails {
  void fill(const std::byte* const* rows, std::int64_t begin_byte, std::int64_t bytes) {
    for (std::int64_t r = 0; r < kTileRows; ++r) {
      std::memset(at[r], 0, HWY_MAX_BYTES);
      std::memcpy(at[r], rows[r] + begin_byte, static_cast<std::size_t>(bytes));
    }
  }
  alignas(64) std::byte at[kTileRows][HWY_MAX_BYTES];
};

// The sums of the lanes of four vectors, added to to[0..3].
HWY_INLINE void add_sums(Vector a, Vector b, Vector c, Vector d, float* to) {
#if HWY_TARGET == HWY_SCALAR
  to[0] += hn::GetLane(a);
  to[1] += hn::GetLane(b);
  to[2] += hn::GetLane(c);
  to[3] += hn::GetLane(d);
#else
  // Transposes within 128 bits and adds: thirteen instructions where four separate sums take nine each.
  const Lanes lanes;
  const hn::RepartitionToWide<hn::RebindToUnsigned<Lanes> > pairs;
  const Vector ab = hn::Add(hn::InterleaveLower(lanes, a, b), hn::InterleaveUpper(lanes, a, b));
  const Vector cd = hn::Add(hn::InterleaveLower(lanes, c, d), hn::InterleaveUpper(lanes, c, d));
  const auto low = hn::InterleaveLower(pairs, hn::BitCast(pairs, ab), hn::BitCast(pairs, cd));
  const auto high = hn::InterleaveUpper(pairs, hn::BitCast(pairs, ab), hn::BitCast(pairs, cd));
  const Vector all = hn::Add(hn::BitCast(lanes, low), hn::BitCast(lanes, high));
  const hn::Full128<float> four;
#if HWY_MAX_BYTES >= 64
  const hn::Half<Lanes> half;
  const auto eight = hn::Add(hn::LowerHalf(half, all), hn::UpperHalf(half, all));
  const auto sums = hn::Add(hn::LowerHalf(four, eight), hn::UpperHalf(four, eight));
#elif HWY_MAX_BYTES >= 32
  const auto sums = hn::Add(hn::LowerHalf(four, all), hn::UpperHalf(four, all));
#else
  const auto sums = all;
#endif
  hn::StoreU(hn::Add(hn::LoadU(four, to), sums), four, to);
#endif
}

// The elements that one group of queries and rows is multiplied over.
struct Piece {
  std::int64_t begin;
  std::int64_t end;
  bool is_first;                  // products are added to those of the pieces before
  const std::byte* const* ahead;  // rows whose elements are prefetched meanwhile
};

// Highway's Prefetch asks into the first cache.
HWY_INLINE void prefetch_to_second_cache(const std::byte* at) {
#if defined(__GNUC__) || defined(__clang__)
  __builtin_prefetch(at, 0, 2);
#else
  hwy::Prefetch(at);
#endif
}

// Q queries against R rows over `steps` whole vectors from `begin` on: sums[q * R + r] += products. The loops over Q
// and R are short enough for the compiler to unroll them all, which keeps the sums in registers.
template <typename Rows, std::int64_t Q, std::int64_t R>
HWY_INLINE void multiply_step(const float* const* queries, const std::byte* const* rows, std::int64_t i,
                              Vector (&sums)[Q][R]) {
  const Lanes lanes;
  Vector row[R];
  for (std::int64_t r = 0; r < R; ++r) row[r] = Rows::load(rows[r] + i * Rows::kBytes);
  for (std::int64_t q = 0; q < Q; ++q) {
    const Vector query = hn::LoadU(lanes, queries[q] + i);
    for (std::int64_t r = 0; r < R; ++r) sums[q][r] = hn::MulAdd(query, row[r], sums[q][r]);
  }
}

// Asks for the elements of R rows ahead, byte `at` of each, once for every line of the cache. Rows that lie one behind
// the other, as all but filtered ones do, are told by one distance: R more pointers would not fit the registers.
template <std::int64_t R>
class Asking {
 public:
  HWY_INLINE Asking(const std::byte* const* rows, const std::byte* const* ahead)
      : rows_(rows), ahead_(ahead), distance_(ahead[0] - rows[0]) {
    for (std::int64_t r = 1; r < R; ++r) is_even_ = is_even_ && ahead[r] - rows[r] == distance_;
  }
  HWY_INLINE bool is_even() const { return is_even_; }
  template <bool kEven>
  HWY_INLINE void ask(std::int64_t at) const {
    if (at % kLineBytes != 0) return;
    for (std::int64_t r = 0; r < R; ++r) {
      prefetch_to_second_cache(kEven ? rows_[r] + distance_ + at : ahead_[r] + at);
    }
  }

 private:
  static constexpr std::int64_t kLineBytes = 64;
  const std::byte* const* rows_;
  const std::byte* const* ahead_;
  std::ptrdiff_t distance_;
  bool is_even_ = true;
};

template <typename Rows, bool kEven, std::int64_t R>
HWY_INLINE void multiply_one(const float* const* queries, const std::byte* const* rows, const Piece& piece,
                             const Asking<R>& asking, Vector (&sums)[1][R]) {
  for (std::int64_t i = piece.begin; i < piece.end; i += lane_count()) {
    asking.template ask<kEven>(i * Rows::kBytes);
    multiply_step<Rows, 1, R>(queries, rows, i, sums);
  }
}

template <typename Rows, std::int64_t Q, std::int64_t R>
HWY_INLINE void multiply(const float* const* queries, const std::byte* const* rows, const Piece& piece,
                         Vector (&sums)[Q][R]) {
  if constexpr (Q == 1) {
    const Asking<R> asking(rows, piece.ahead);
    asking.is_even() ? multiply_one<Rows, true, R>(queries, rows, piece, asking, sums)
                     : multiply_one<Rows, false, R>(queries, rows, piece, asking, sums);
  } else {
    for (std::int64_t i = piece.begin; i < piece.end; i += lane_count()) {
      hwy::Prefetch(piece.ahead[0] + i * Rows::kBytes);  // the queries share the asking
      multiply_step<Rows, Q, R>(queries, rows, i, sums);
    }
  }
}

template <std::size_t I, std::int64_t Q, std::int64_t R>
HWY_INLINE Vector sum_at(const Vector (&sums)[Q][R]) {
  constexpr auto at = static_cast<std::int64_t>(I);
  if constexpr (at < Q * R) {
    return sums[at / R][at % R];
  } else {
    return hn::Zero(Lanes());
  }
}

template <std::int64_t Q, std::int64_t R, std::size_t... I>
HWY_INLINE void add_all_sums(const Vector (&sums)[Q][R], float* to, std::index_sequence<I...>) {
  (add_sums(sum_at<4 * I>(sums), sum_at<4 * I + 1>(sums), sum_at<4 * I + 2>(sums), sum_at<4 * I + 3>(sums), to + 4 * I),
   ...);
}

template <typename Rows, std::int64_t Q, std::int64_t R>
HWY_NOINLINE void multiply_piece(const float* const* queries, const std::byte* const* rows, Piece piece,
                                 float* products) {
  constexpr std::int64_t kFours = (Q * R + 3) / 4;
  Vector sums[Q][R];
  for (std::int64_t q = 0; q < Q; ++q) {
    for (std::int64_t r = 0; r < R; ++r) sums[q][r] = hn::Zero(Lanes());
  }
  multiply<Rows, Q, R>(queries, rows, piece, sums);
  alignas(64) float flat[kFours * 4] = {};
  add_all_sums(sums, flat, std::make_index_sequence<kFours>());
  for (std::int64_t q = 0; q < Q; ++q) {
    float* const to = products + q * kTileStride;
    for (std::int64_t r = 0; r < R; ++r) to[r] = piece.is_first ? flat[q * R + r] : to[r] + flat[q * R + r];
  }
}

// Rows to multiply, and which of the groups of queries does it.
struct RowGroup {
  const std::byte* const* rows;  // those of the next tile are kTileRows behind
  std::int64_t count;
  std::int64_t turn;
};

// Where one query is alone, it fetches rows to come while it reads these, which may be of the next tile.
// Many queries fetch the next tile while they pass over this one, each of the first R groups one of R rows.
template <typename Rows, std::int64_t Q, std::int64_t R>
void multiply_rows(const float* const* queries, const RowGroup& group, Piece piece, float* products) {
  for (std::int64_t r = 0; r < group.count; r += R) {
    const std::byte* const* const rows = group.rows + r;
    piece.ahead = Q == 1 ? rows + kAheadWithOne : group.turn < R ? rows + kTileRows + group.turn : rows;
    multiply_piece<Rows, Q, R>(queries, rows, piece, products + r);
  }
}

template <typename Rows>
void multiply_group(const float* const* queries, std::int64_t query_count, const RowGroup& group, const Piece& piece,
                    float* products) {
  switch (query_count) {
    case 1:
      return multiply_rows<Rows, 1, kRowsWithOne>(queries, group, piece, products);
    case 2:
      return multiply_rows<Rows, 2, kRowsWithFew>(queries, group, piece, products);
    case 3:
      return multiply_rows<Rows, 3, kRowsWithFew>(queries, group, piece, products);
    case 4:
      return multiply_rows<Rows, 4, kRowsWithFew>(queries, group, piece, products);
    case 5:
      return multiply_rows<Rows, 5, kRows>(queries, group, piece, products);
    default:
      return multiply_rows<Rows, 6, kRows>(queries, group, piece, products);
  }
}

// One group of queries against the whole tile, all elements but the tails.
template <typename Rows>
void multiply_whole(const RowGroup& group, const float* const* queries, std::int64_t query_count, std::int64_t whole,
                    float* products) {
  const std::int64_t pieces = std::max<std::int64_t>(1, (query_count * whole * 4 + kPieceBytes - 1) / kPieceBytes);
  const std::int64_t step = lane_count();
  const std::int64_t size = (whole / pieces + step) / step * step;
  for (std::int64_t begin = 0; begin < whole || begin == 0; begin += size) {
    const Piece piece{begin, std::min(whole, begin + size), begin == 0, nullptr};
    multiply_group<Rows>(queries, query_count, group, piece, products);
  }
}

template <typename Rows>
void multiply_tails(const Tails& tails, std::int64_t row_count, const float* const* queries, std::int64_t query_count,
                    std::int64_t whole, float* products) {
  const float* query_at[kGroupQueries];
  const std::byte* row_at[2 * kTileRows];
  for (std::int64_t q = 0; q < query_count; ++q) query_at[q] = queries[q] + whole;
  for (std::int64_t r = 0; r < 2 * kTileRows; ++r) row_at[r] = tails.at[r % kTileRows];
  multiply_group<Rows>(query_at, query_count, {row_at, row_count, kTileRows}, {0, lane_count(), false, nullptr},
                       products);
}

template <typename Rows>
void multiply_tile(const RowTile& tile, const float* const* queries, std::int64_t query_count, std::int64_t d,
                   float* products) {
  const std::int64_t whole = d / lane_count() * lane_count();
  Tails tails;
  if (whole < d) tails.fill(tile.rows.data(), whole * Rows::kBytes, (d - whole) * Rows::kBytes);
  // Groups of even size: thirteen queries are 5, 4 and 4 rather than 6, 6 and 1, which would read the rows for one.
  const std::int64_t groups = (query_count + kGroupQueries - 1) / kGroupQueries;
  for (std::int64_t group = 0, first = 0; group < groups; ++group) {
    const std::int64_t size = (query_count - first + groups - group - 1) / (groups - group);
    const RowGroup rows{tile.rows.data(), tile.count, tile.next_is_fetched ? kTileRows : group};
    float* const to = products + first * kTileStride;
    multiply_whole<Rows>(rows, queries + first, size, whole, to);
    if (whole < d) multiply_tails<Rows>(tails, tile.count, queries + first, size, whole, to);
    first += size;
  }
}

void multiply_on_target(const RowTile& tile, const float* const* queries, std::int64_t query_count, std::int64_t d,
                        float* products) {
  if (tile.is_coded) return multiply_tile<CodeRows>(tile, queries, query_count, d, products);
  tile.dtype == CONCORD_FLOAT16 ? multiply_tile<Float16Rows>(tile, queries, query_count, d, products)
                                : multiply_tile<Float32Rows>(tile, queries, query_count, d, products);
}

// Every piece but the last holds kPieceBytes of the queries, the tails are one more; a piece is one more addition.
std::int64_t roundings_on_target(std::int64_t d) {
  const std::int64_t lanes = lane_count();
  const std::int64_t pieces = 2 + d / (kPieceBytes / 4 / kGroupQueries);
  return (d + lanes - 1) / lanes + hwy::FloorLog2(static_cast<std::uint32_t>(lanes)) + pieces + 1;
}

void within_on_target(const RowTile& tile, const float* products, const Cut* cuts, std::int64_t count,
                      std::uint32_t* masks) {
  const Lanes lanes;
  const std::uint32_t inside = (1u << tile.count) - 1u;
  std::fill_n(masks, count, 0u);
  for (std::int64_t i = 0; i < tile.count; i += lane_count()) {
    const Vector norm = hn::Load(lanes, tile.squared_norms.data() + i);
    const Vector root = hn::Sqrt(hn::Add(norm, hn::Set(lanes, std::numeric_limits<float>::min())));
    const Vector length = hn::Mul(root, hn::Set(lanes, kLonger));
    const Vector scale = tile.is_coded ? hn::Load(lanes, tile.scales.data() + i) : hn::Set(lanes, 1.0f);
    const Vector error = tile.is_coded ? hn::Load(lanes, tile.errors.data() + i) : hn::Zero(lanes);
    for (std::int64_t q = 0; q < count; ++q) {
      const Vector product = hn::Mul(scale, hn::Load(lanes, products + q * kTileStride + i));
      const Vector base = hn::Mul(hn::Set(lanes, cuts[q].norm_factor), norm);
      const Vector score = hn::MulAdd(hn::Set(lanes, cuts[q].factor), product, base);
      const Vector within = hn::NegMulAdd(hn::Set(lanes, cuts[q].slope), length, score);
      const Vector lower = hn::NegMulAdd(hn::Set(lanes, cuts[q].error_slope), error, within);
      std::uint8_t bits[8] = {};
      hn::StoreMaskBits(lanes, hn::Not(hn::Gt(lower, hn::Set(lanes, cuts[q].limit))), bits);
      masks[q] |= ((bits[0] | static_cast<std::uint32_t>(bits[1]) << 8) << i) & inside;
    }
  }
}

void widen_on_target(const std::byte* row, std::int64_t d, float* vector) {
  std::int64_t i = 0;
#if HWY_TARGET <= HWY_AVX2 || HWY_TARGET == HWY_NEON
  // In hardware and exact; Highway's emulation for older sets knows no infinities.
  const Lanes lanes;
  for (; i + lane_count() <= d; i += lane_count()) hn::StoreU(Float16Rows::load(row + i * 2), lanes, vector + i);
#endif
  for (; i < d; ++i) {
    std::uint16_t bits;
    std::memcpy(&bits, row + i * 2, sizeof bits);
    vector[i] = float16_to_float(bits);
  }
}

}  // namespace concord::index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::index {

HWY_EXPORT(multiply_on_target);
HWY_EXPORT(roundings_on_target);
HWY_EXPORT(within_on_target);
HWY_EXPORT(widen_on_target);

// Highway keeps the target it chose at the first call. Naming simd_level() here links the object that reads
// CONCORD_SIMD as the program starts into every program that scores, statically linked tests included.
[[maybe_unused]] static const char* const kLevel = simd_level();

void inner_products(const RowTile& tile, const float* const* queries, std::int64_t count, std::int64_t d,
                    float* products) {
  HWY_DYNAMIC_DISPATCH(multiply_on_target)(tile, queries, count, d, products);
}

std::int64_t product_roundings(std::int64_t d) {
  return HWY_DYNAMIC_DISPATCH(roundings_on_target)(d);
}

void rows_within(const RowTile& tile, const float* products, const Cut* cuts, std::int64_t count,
                 std::uint32_t* masks) {
  HWY_DYNAMIC_DISPATCH(within_on_target)(tile, products, cuts, count, masks);
}

void widen(const std::byte* row, std::int32_t dtype, std::int64_t d, float* vector) {
  if (dtype == CONCORD_FLOAT32) {
    std::memcpy(vector, row, static_cast<std::size_t>(d) * sizeof(float));
  } else {
    HWY_DYNAMIC_DISPATCH(widen_on_target)(row, d, vector);
  }
}

}  // namespace concord::index
#endif
