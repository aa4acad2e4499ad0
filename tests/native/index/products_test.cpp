// The kernels against plain loops, at every instruction set: odd dimensions, partial tiles, rows anywhere in memory.
#include "index/products.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

#include "core/float16.hpp"
#include "index/canonical.hpp"
#include "index/query_set.hpp"
#include "index/scoring.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

using index::kBlockQueries;
using index::kTileRows;
using index::kTileStride;

// Rows at an address that is aligned to nothing, as a span.
class Span {
 public:
  Span(const Vectors& vectors, std::size_t offset) : bytes_(offset) {
    const std::vector<std::byte> rows = vectors.bytes(0, vectors.n);
    bytes_.insert(bytes_.end(), rows.begin(), rows.end());
    span_.rows = bytes_.data() + offset;
    span_.count = vectors.n;
    span_.row_bytes = vectors.d * (vectors.dtype == CONCORD_FLOAT16 ? 2 : 4);
    span_.dtype = vectors.dtype;
    for (std::int64_t i = 0; i < vectors.n; ++i) {
      norms_.push_back(index::squared_norm(span_.row(i), vectors.dtype, vectors.d));
    }
    span_.squared_norms = norms_.data();
  }
  const index::RowSpan& get() const { return span_; }

 private:
  std::vector<std::byte> bytes_;
  std::vector<float> norms_;
  index::RowSpan span_;
};

struct Scored {
  alignas(64) std::array<float, kBlockQueries * kTileStride> products;
};

std::vector<std::int32_t> every_other_row(std::int64_t rows) {
  std::vector<std::int32_t> picks(static_cast<std::size_t>(rows));
  for (std::size_t i = 0; i < picks.size(); ++i) picks[i] = static_cast<std::int32_t>(2 * i);
  return picks;
}

double exact_product(const float* a, const float* b, std::int64_t d) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < d; ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

void expect_products(std::int64_t rows, std::int64_t query_count, std::int64_t d, std::int32_t dtype,
                     std::size_t offset) {
  const Vectors vectors = normal_vectors(2 * rows, d, 1, dtype);
  const Vectors queries = normal_vectors(query_count, d, 2);
  const Span span(vectors, offset);
  const std::vector<std::int32_t> picks = every_other_row(rows);
  index::QuerySet set(query_count, d);
  std::vector<const float*> values;
  for (std::int64_t q = 0; q < query_count; ++q) {
    set.add(queries.row(q));
    values.push_back(set.data()[q].values);
  }
  index::RowTile tile;
  tile.take(span.get(), picks.data(), rows);
  Scored scored;
  index::inner_products(tile, values.data(), query_count, d, scored.products.data());
  const double gamma = static_cast<double>(index::product_roundings(d)) * 0x1.01p-24;
  for (std::int64_t q = 0; q < query_count; ++q) {
    for (std::int64_t r = 0; r < tile.count; ++r) {
      const float* const row = vectors.row(2 * r);
      const double lengths = std::sqrt(exact_product(row, row, d) * exact_product(queries.row(q), queries.row(q), d));
      const float got = scored.products[static_cast<std::size_t>(q * kTileStride + r)];
      // The bound that searches rely on, so a kernel that breaks it is found here.
      ASSERT_LE(std::abs(got - exact_product(queries.row(q), row, d)), gamma * lengths)
          << "query " << q << " of " << query_count << ", row " << r << " of " << rows << ", d " << d;
    }
  }
}

TEST(Products, InnerProducts_OddDimensions_AreWithinTheBound) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    for (const std::int64_t d : {1, 2, 3, 7, 15, 16, 17, 31, 33, 63, 64, 65, 254, 767, 1536, 1537, 3001, 20'000}) {
      expect_products(13, 7, d, dtype, 4);
    }
  }
}

TEST(Products, InnerProducts_AnyNumberOfRowsAndQueries_AreWithinTheBound) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    for (std::int64_t rows = 1; rows <= kTileRows + 2; ++rows) expect_products(rows, 3, 37, dtype, 2);
    for (std::int64_t queries = 1; queries <= kBlockQueries; ++queries) expect_products(9, queries, 37, dtype, 0);
  }
}

TEST(Products, InnerProducts_RowsAnywhere_AreWithinTheBound) {
  for (const std::size_t offset : {1, 2, 3, 5, 17, 31, 63}) {
    expect_products(24, 6, 100, CONCORD_FLOAT32, offset);
    expect_products(24, 1, 101, CONCORD_FLOAT16, offset);
  }
}

// A row within a query's limit must pass, whatever the rounding; of the others most must not, or the cut is no use.
TEST(Products, RowsWithin_RandomLimits_NeverDropsARowWithin) {
  for (const Metric metric : {Metric::kL2, Metric::kInnerProduct}) {
    const std::int64_t d = 61;
    const Vectors vectors = normal_vectors(24, d, 1);
    const Vectors queries = normal_vectors(30, d, 2);
    const Span span(vectors, 0);
    std::vector<std::int32_t> picks(24);
    std::iota(picks.begin(), picks.end(), 0);
    index::RowTile tile;
    tile.take(span.get(), picks.data(), 24);
    const index::Scoring scoring(metric, d, 1);
    std::int64_t passed = 0;
    std::int64_t within = 0;
    for (std::int64_t q = 0; q < queries.n; ++q) {
      index::QuerySet set(1, d);
      set.add(queries.row(q));
      Scored scored;
      index::inner_products(tile, &set.data()[0].values, 1, d, scored.products.data());
      for (std::int64_t limiting = 0; limiting < 24; ++limiting) {
        const float limit = scoring
                                .bracket(set.data()[0], scored.products[static_cast<std::size_t>(limiting)],
                                         tile.squared_norms[static_cast<std::size_t>(limiting)])
                                .lower;
        const index::Cut cut = scoring.cut(set.data()[0], limit, index::length_above(tile.largest_norm));
        std::uint32_t mask = 0;
        index::rows_within(tile, scored.products.data(), &cut, 1, &mask);
        for (std::int64_t r = 0; r < 24; ++r) {
          const bool is_within = scoring
                                     .bracket(set.data()[0], scored.products[static_cast<std::size_t>(r)],
                                              tile.squared_norms[static_cast<std::size_t>(r)])
                                     .lower <= limit;
          within += is_within ? 1 : 0;
          passed += mask >> r & 1;
          ASSERT_TRUE(!is_within || (mask >> r & 1) != 0) << "query " << q << " row " << r;
        }
      }
    }
    EXPECT_GE(within, 30 * 24);
    EXPECT_LE(passed, within + within / 100);
  }
}

TEST(Products, RowsWithin_NaNInfinityAndOverflow_LetTheRowPass) {
  Vectors vectors = normal_vectors(4, 8, 1);
  vectors.row(1)[3] = std::numeric_limits<float>::quiet_NaN();
  vectors.row(2)[3] = std::numeric_limits<float>::infinity();
  vectors.row(3)[3] = 3e38f;
  Vectors query = normal_vectors(1, 8, 2);
  query.row(0)[3] = -30.0f;
  const Span span(vectors, 0);
  const std::vector<std::int32_t> picks = {0, 1, 2, 3};
  index::RowTile tile;
  tile.take(span.get(), picks.data(), 4);
  index::QuerySet set(1, 8);
  set.add(query.row(0));
  for (const Metric metric : {Metric::kL2, Metric::kInnerProduct}) {
    const index::Scoring scoring(metric, 8, 1);
    Scored scored;
    index::inner_products(tile, &set.data()[0].values, 1, 8, scored.products.data());
    const index::Cut cut = scoring.cut(set.data()[0], -1e30f, index::length_above(tile.largest_norm));
    std::uint32_t mask = 0;
    index::rows_within(tile, scored.products.data(), &cut, 1, &mask);
    EXPECT_EQ(0b1110u, mask & 0b1110u);
  }
}

TEST(Products, Widen_EveryHalf_IsExact) {
  std::vector<std::uint16_t> halves(65'536 + 5);
  for (std::size_t i = 0; i < halves.size(); ++i) halves[i] = static_cast<std::uint16_t>(i);
  std::vector<float> floats(halves.size());
  index::widen(reinterpret_cast<const std::byte*>(halves.data()), CONCORD_FLOAT16,
               static_cast<std::int64_t>(halves.size()), floats.data());
  for (std::size_t i = 0; i < halves.size(); ++i) {
    const float expected = float16_to_float(halves[i]);
    ASSERT_TRUE(floats[i] == expected || (std::isnan(floats[i]) && std::isnan(expected))) << i;
  }
}

TEST(Products, CanonicalKeys_AnyCount_AreThePlainSums) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    const Vectors vectors = normal_vectors(19, 131, 1, dtype);
    const Vectors query = normal_vectors(1, 131, 2);
    const Span span(vectors, 2);
    for (std::int64_t count = 0; count <= 19; ++count) {
      std::vector<const std::byte*> rows;
      for (std::int64_t i = 0; i < count; ++i) rows.push_back(span.get().row(i));
      const std::vector<std::int32_t> dtypes(rows.size(), dtype);
      std::vector<float> keys(rows.size());
      index::canonical_keys(Metric::kL2, query.row(0), 131, rows.data(), dtypes.data(), count, keys.data());
      for (std::int64_t i = 0; i < count; ++i) {
        double sum = 0.0;
        for (std::int64_t j = 0; j < 131; ++j) {
          const double difference = static_cast<double>(query.row(0)[j]) - vectors.row(i)[j];
          sum += difference * difference;
        }
        ASSERT_EQ(static_cast<float>(sum), keys[static_cast<std::size_t>(i)]);
      }
    }
  }
}

}  // namespace
}  // namespace concord::test
