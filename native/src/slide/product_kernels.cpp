// A matrix product of two sets of tiles, and the search for its least values.
//
//   rows n x d, columns m x d, both packed so that one step along d reads them side by side -> n x m inner products
//
// Accumulates in float32: runs of kRun products with fused multiply-add where the machine has it, then the runs. That
// is no fixed rounding: what is found here only chooses the candidates that canonical distances decide (nearest.hpp).
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "slide/product_kernels.cpp"
// Vectors of unknown size cannot be held in arrays; these machines run the NEON code, or plain code.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>  // IWYU pragma: keep

#include <hwy/highway.h>

#include <algorithm>
#include <cstring>

#include "core/simd_level.hpp"
#include "core/transpose-inl.hpp"
#include "slide/kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace concord::slide::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Vector = hn::Vec<Floats>;
constexpr std::int64_t kWidth = hn::MaxLanes(Floats());

// Sums of one call of the inner kernel: 24 of the 32 registers of AVX-512, 12 of the 16 of narrower x86 machines. The
// others hold three vectors of columns and one element of a row.
constexpr std::int64_t kRows = kWidth == 16 ? 8 : 4;
constexpr std::int64_t kVectors = 3;
constexpr std::int64_t kColumns = kVectors * kWidth;

void shape_on_target(TileShape* shape) {
  *shape = {kRows, kColumns};
}

const float* widen_row_on_target(const Tiles& tiles, std::int64_t i, float* room) {
  const std::byte* row = tiles.row(i);
  if (tiles.dtype == CONCORD_FLOAT32 && reinterpret_cast<std::uintptr_t>(row) % alignof(float) == 0) {
    return reinterpret_cast<const float*>(row);
  }
  if (tiles.dtype == CONCORD_FLOAT32) {
    std::memcpy(room, row, static_cast<std::size_t>(tiles.d) * sizeof(float));
    return room;
  }
  const auto* halves = reinterpret_cast<const hwy::float16_t*>(row);
  const hn::Rebind<hwy::float16_t, Floats> half_tag;
  std::int64_t k = 0;
  for (; k + kWidth <= tiles.d; k += kWidth) {
    hn::StoreU(hn::PromoteTo(Floats(), hn::LoadU(half_tag, halves + k)), Floats(), room + k);
  }
  if (k < tiles.d) {
    alignas(64) hwy::float16_t rest[kWidth] = {};
    alignas(64) float wide[kWidth];
    std::memcpy(rest, halves + k, static_cast<std::size_t>(tiles.d - k) * sizeof(hwy::float16_t));
    hn::Store(hn::PromoteTo(Floats(), hn::Load(half_tag, rest)), Floats(), wide);
    std::copy(wide, wide + tiles.d - k, room + k);
  }
  return room;
}

void squared_norms_on_target(const Tiles& tiles, std::int64_t first, std::int64_t count, double* norms) {
  using Doubles = hn::CappedTag<double, 8>;
  constexpr std::int64_t kStep = hn::MaxLanes(Doubles());
  const hn::Rebind<float, Doubles> narrow;
  std::vector<float> room(static_cast<std::size_t>(tiles.d));
  for (std::int64_t i = 0; i < count; ++i) {
    const float* row = widen_row_on_target(tiles, first + i, room.data());
    auto even = hn::Zero(Doubles()), odd = hn::Zero(Doubles());
    std::int64_t k = 0;
    for (; k + 2 * kStep <= tiles.d; k += 2 * kStep) {
      const auto x = hn::PromoteTo(Doubles(), hn::LoadU(narrow, row + k));
      const auto y = hn::PromoteTo(Doubles(), hn::LoadU(narrow, row + k + kStep));
      even = hn::MulAdd(x, x, even);
      odd = hn::MulAdd(y, y, odd);
    }
    double sum = hn::GetLane(hn::SumOfLanes(Doubles(), hn::Add(even, odd)));
    for (; k < tiles.d; ++k) sum += static_cast<double>(row[k]) * row[k];
    norms[i] = sum;
  }
}

void pack_rows_on_target(const Tiles& tiles, std::int64_t first, std::int64_t width, float* packed) {
  std::vector<float> room(static_cast<std::size_t>(5 * tiles.d), 0.0f);
  for (std::int64_t r = 0; r < width; r += 4) {
    const float* rows[4];
    for (std::int64_t i = 0; i < 4; ++i) {
      const std::int64_t row = first + r + i;
      rows[i] =
          row < tiles.count ? widen_row_on_target(tiles, row, room.data() + i * tiles.d) : room.data() + 4 * tiles.d;
    }
    std::int64_t k = 0;
    for (; k + kWidth <= tiles.d; k += kWidth) {
      concord::HWY_NAMESPACE::store_transposed(Floats(), hn::LoadU(Floats(), rows[0] + k),
                                               hn::LoadU(Floats(), rows[1] + k), hn::LoadU(Floats(), rows[2] + k),
                                               hn::LoadU(Floats(), rows[3] + k), packed + k * width + r, width);
    }
    for (; k < tiles.d; ++k) {
      for (std::int64_t i = 0; i < 4; ++i) packed[k * width + r + i] = rows[i][k];
    }
  }
}

// One run: products[r][c] = or += the sum over `length` steps.
HWY_INLINE void multiply_run(const float* HWY_RESTRICT rows, const float* HWY_RESTRICT columns, std::int64_t length,
                             bool first_run, float* HWY_RESTRICT products) {
  Vector sums[kRows][kVectors];
  for (std::int64_t r = 0; r < kRows; ++r) {
    for (std::int64_t v = 0; v < kVectors; ++v) sums[r][v] = hn::Zero(Floats());
  }
  for (std::int64_t k = 0; k < length; ++k) {
    Vector column[kVectors];
    for (std::int64_t v = 0; v < kVectors; ++v) column[v] = hn::LoadU(Floats(), columns + k * kColumns + v * kWidth);
    for (std::int64_t r = 0; r < kRows; ++r) {
      const Vector element = hn::Set(Floats(), rows[k * kRows + r]);
      for (std::int64_t v = 0; v < kVectors; ++v) sums[r][v] = hn::MulAdd(element, column[v], sums[r][v]);
    }
  }
  for (std::int64_t r = 0; r < kRows; ++r) {
    for (std::int64_t v = 0; v < kVectors; ++v) {
      float* at = products + r * kColumns + v * kWidth;
      hn::StoreU(first_run ? sums[r][v] : hn::Add(hn::LoadU(Floats(), at), sums[r][v]), Floats(), at);
    }
  }
}

// Run by run, so that kRun steps of the columns (24 KiB with AVX-512) stay in the first-level cache for all blocks.
void multiply_on_target(const float* packed_rows, std::int64_t blocks, const float* packed_columns, std::int64_t d,
                        float* products) {
  for (std::int64_t k = 0; k < d; k += kRun) {
    const std::int64_t length = std::min(kRun, d - k);
    for (std::int64_t block = 0; block < blocks; ++block) {
      multiply_run(packed_rows + (block * d + k) * kRows, packed_columns + k * kColumns, length, k == 0,
                   products + block * kRows * kColumns);
    }
  }
}

// Not "less or equal": NaN, the value of products that overflowed, must stay in the race.
HWY_INLINE hn::Mask<Floats> in_race(Vector value, Vector limit) {
  return hn::Not(hn::Gt(value, limit));
}

HWY_INLINE void lower_least(const Bounds& bounds, std::int64_t rows, const float* products) {
  const Vector factor = hn::Set(Floats(), bounds.factor);
  for (std::int64_t r = 0; r < rows; ++r) {
    const Vector row_term = hn::Set(Floats(), bounds.row_terms[r]);
    Vector row_least = hn::Set(Floats(), bounds.row_least[r]);
    for (std::int64_t v = 0; v < kVectors; ++v) {
      const std::int64_t c = v * kWidth;
      const Vector product = hn::LoadU(Floats(), products + r * kColumns + c);
      row_least = hn::Min(row_least, hn::MulAdd(factor, product, hn::LoadU(Floats(), bounds.column_terms + c)));
      const Vector column_least = hn::LoadU(Floats(), bounds.column_least + c);
      hn::StoreU(hn::Min(column_least, hn::MulAdd(factor, product, row_term)), Floats(), bounds.column_least + c);
    }
    bounds.row_least[r] = hn::GetLane(hn::MinOfLanes(Floats(), row_least));
  }
}

void find_contenders_on_target(const Bounds& bounds, std::int64_t rows, const float* products,
                               std::vector<Contender>& contenders) {
  lower_least(bounds, rows, products);
  const Vector factor = hn::Set(Floats(), bounds.factor);
  for (std::int64_t r = 0; r < rows; ++r) {
    const Vector row_term = hn::Set(Floats(), bounds.row_terms[r]);
    const Vector row_limit = hn::Set(Floats(), bounds.row_least[r] + bounds.row_slack[r]);
    for (std::int64_t c = 0; c < kColumns; c += kWidth) {
      const Vector product = hn::LoadU(Floats(), products + r * kColumns + c);
      const Vector column_limit =
          hn::Add(hn::LoadU(Floats(), bounds.column_least + c), hn::LoadU(Floats(), bounds.column_slack + c));
      const auto for_row =
          in_race(hn::MulAdd(factor, product, hn::LoadU(Floats(), bounds.column_terms + c)), row_limit);
      const auto for_column = in_race(hn::MulAdd(factor, product, row_term), column_limit);
      if (HWY_LIKELY(hn::AllFalse(Floats(), hn::Or(for_row, for_column)))) continue;
      alignas(64) float row_flags[kWidth], column_flags[kWidth];
      const Vector one = hn::Set(Floats(), 1.0f);
      hn::Store(hn::IfThenElseZero(for_row, one), Floats(), row_flags);
      hn::Store(hn::IfThenElseZero(for_column, one), Floats(), column_flags);
      for (std::int64_t lane = 0; lane < kWidth; ++lane) {
        if (row_flags[lane] == 0 && column_flags[lane] == 0) continue;
        contenders.push_back({static_cast<std::int32_t>(r), static_cast<std::int32_t>(c + lane),
                              products[r * kColumns + c + lane], row_flags[lane] != 0, column_flags[lane] != 0});
      }
    }
  }
}

}  // namespace concord::slide::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace concord::slide {

HWY_EXPORT(shape_on_target);
HWY_EXPORT(widen_row_on_target);
HWY_EXPORT(squared_norms_on_target);
HWY_EXPORT(pack_rows_on_target);
HWY_EXPORT(multiply_on_target);
HWY_EXPORT(find_contenders_on_target);

// Links the object that reads CONCORD_SIMD as the program starts into every program that compares slides.
[[maybe_unused]] static const char* const kLevel = simd_level();

TileShape tile_shape() {
  TileShape shape;
  HWY_DYNAMIC_DISPATCH(shape_on_target)(&shape);
  return shape;
}

const float* widen_row(const Tiles& tiles, std::int64_t i, float* room) {
  return HWY_DYNAMIC_DISPATCH(widen_row_on_target)(tiles, i, room);
}

void squared_norms(const Tiles& tiles, std::int64_t first, std::int64_t count, double* norms) {
  HWY_DYNAMIC_DISPATCH(squared_norms_on_target)(tiles, first, count, norms);
}

void pack_rows(const Tiles& tiles, std::int64_t first, std::int64_t width, float* packed) {
  HWY_DYNAMIC_DISPATCH(pack_rows_on_target)(tiles, first, width, packed);
}

void multiply(const float* packed_rows, std::int64_t blocks, const float* packed_columns, std::int64_t d,
              float* products) {
  HWY_DYNAMIC_DISPATCH(multiply_on_target)(packed_rows, blocks, packed_columns, d, products);
}

void find_contenders(const Bounds& bounds, std::int64_t rows, const float* products,
                     std::vector<Contender>& contenders) {
  HWY_DYNAMIC_DISPATCH(find_contenders_on_target)(bounds, rows, products, contenders);
}

}  // namespace concord::slide
#endif
