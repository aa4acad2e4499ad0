// The SIMD kernels of the room, dispatched at run time to the best instruction set of the machine.
#pragma once

#include <cstdint>
#include <vector>

#include "core/metric.hpp"
#include "slide/tiles.hpp"

namespace concord::slide {

// How the matrix product is cut on this machine: one call of the inner kernel gives `rows` x `columns` products, which
// fill the registers.
struct TileShape {
  std::int64_t rows;
  std::int64_t columns;
};
TileShape tile_shape();

// The longest run of products that goes into one float32 sum before that is added to the sum of the runs.
constexpr std::int64_t kRun = 128;

// One row as float32; exact. Returns where it lies: in `room` (d floats), or in the caller's array.
const float* widen_row(const Tiles& tiles, std::int64_t i, float* room);

// Sums of squares of `count` rows from `first` on, in float64.
void squared_norms(const Tiles& tiles, std::int64_t first, std::int64_t count, double* norms);

// Writes rows first .. first+width-1 as float32 with the rows side by side: packed[k * width + r]. Rows behind the last
// tile are zeros. width is a multiple of 4.
void pack_rows(const Tiles& tiles, std::int64_t first, std::int64_t width, float* packed);

// The products of one strip of packed columns with `blocks` blocks of packed rows:
// products[(block * rows + r) * columns + c], see TileShape.
void multiply(const float* packed_rows, std::int64_t blocks, const float* packed_columns, std::int64_t d,
              float* products);

// What decides whether a product may belong to the nearest tile, for the rows and columns of one strip. A row asks for
// the least value = column_terms[c] + factor * product, a column for the least row_terms[r] + factor * product.
struct Bounds {
  float factor;
  const float* row_terms;
  const float* column_terms;
  const float* row_slack;  // values this close to the least stay in the race
  const float* column_slack;
  float* row_least;  // least values so far; updated
  float* column_least;
};

// A product that stays in the race, for its row, its column or both.
struct Contender {
  std::int32_t row;
  std::int32_t column;
  float product;
  bool for_row;
  bool for_column;
};

// Updates the least values with rows x columns products (columns as in TileShape) and appends the contenders.
void find_contenders(const Bounds& bounds, std::int64_t rows, const float* products,
                     std::vector<Contender>& contenders);

// scores[i] = distance of row first+i to the query, d float32, for `count` rows. Element j goes to partial sum
// j mod 64, products and sums apart; then partial sums i and i+32 are added, i and i+16, and so on.
void score_rows(Metric metric, const Tiles& tiles, std::int64_t first, std::int64_t count, const float* query,
                float* scores);

}  // namespace concord::slide
