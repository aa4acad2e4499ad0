// Searches of a generation on the device against the processor's: the same rows and the same bits of distances.
#include "../index/support.hpp"

#include <cmath>
#include <random>

#include "core/error.hpp"
#include "device/index.hpp"
#include "device/split_queries.hpp"
#include "index/generation_source.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

class IndexOnDevice : public OnDevice {
 protected:
  // Rows 0 .. n-1 as a generation of `lists` lists.
  std::unique_ptr<index::GenerationSource> generation_of(const Vectors& vectors, std::int32_t metric,
                                                         std::int32_t lists) {
    const Handle segment = segment_of(folder, vectors, "segment" + std::to_string(++files));
    const std::string path = folder.file("generation" + std::to_string(files));
    build(path, {segment.get()}, build_options(metric, lists));
    return std::make_unique<index::GenerationSource>(path, kCollection);
  }

  static index::SearchRequest request_of(const Vectors& queries, std::int32_t metric, std::int64_t k) {
    index::SearchRequest request;
    request.metric = metric_of(metric);
    request.k = k;
    request.threads = 1;
    request.queries_nd = queries.values.data();
    request.n = queries.n;
    request.d = queries.d;
    return request;
  }

  static void expect_processors(const device::Index::Answer& answer, const index::Source& source,
                                const index::SearchRequest& request, const std::string& where) {
    const index::SearchAnswer expected = index::search({&source}, request);
    ASSERT_EQ(answer.found.hits.size(), expected.hits.size());
    for (std::size_t q = 0; q < expected.hits.size(); ++q) {
      ASSERT_EQ(answer.found.hits[q].size(), expected.hits[q].size()) << where << ", query " << q;
      for (std::size_t i = 0; i < expected.hits[q].size(); ++i) {
        EXPECT_EQ(answer.found.hits[q][i].row, expected.hits[q][i].row) << where << ", query " << q << ", hit " << i;
        EXPECT_EQ(answer.found.hits[q][i].key, expected.hits[q][i].key) << where << ", query " << q << ", hit " << i;
      }
    }
    EXPECT_EQ(answer.found.stats.lists_scanned, expected.stats.lists_scanned) << where;
    EXPECT_EQ(answer.found.stats.exact, expected.stats.exact) << where;
  }

  void compare(const index::Source& source, const index::SearchRequest& request, const std::string& where,
               std::int64_t on_cpu = 0) {
    device::Index there(*context, source);
    const device::Index::Answer answer = there.search(request);
    EXPECT_EQ(answer.on_cpu, on_cpu) << where;
    expect_processors(answer, source, request, where);
  }

  Folder folder;
  int files = 0;
};

TEST_F(IndexOnDevice, Search_EitherMetricAndTypeSomeListsOrAll_GivesTheProcessorsAnswer) {
  for (const std::int32_t dtype : {CONCORD_FLOAT32, CONCORD_FLOAT16}) {
    for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
      const Vectors rows = clustered_vectors(900, 21, 12, 1, dtype), queries = clustered_vectors(23, 21, 12, 2);
      const auto source = generation_of(rows, metric, 12);
      for (const std::int64_t nprobe : {1, 4, 12}) {
        for (const std::int64_t k : {1, 10, 200}) {
          index::SearchRequest request = request_of(queries, metric, k);
          request.nprobe = nprobe;
          compare(*source, request, std::to_string(nprobe) + " lists, k " + std::to_string(k));
        }
      }
    }
  }
}

TEST_F(IndexOnDevice, Search_Float16RowsOnTensorCores_GivesTheProcessorsAnswer) {
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    // Depths of less than a step of the kernel, of one and a half, and of whole ones; 64 rows and some more a list.
    for (const std::int64_t d : {8, 96, 128}) {
      const Vectors rows = clustered_vectors(330, d, 4, 21, CONCORD_FLOAT16);
      Vectors queries = clustered_vectors(70, d, 4, 22);
      for (std::int64_t i = 0; i < d; ++i) queries.row(5)[i] *= 1e-30f;
      for (std::int64_t i = 0; i < d; ++i) queries.row(6)[i] *= 1e9f;
      for (std::int64_t i = 0; i < d; ++i) queries.row(7)[i] = 0.0f;
      const auto source = generation_of(rows, metric, 4);
      index::SearchRequest request = request_of(queries, metric, 10);
      request.nprobe = 2;
      // One query is the processor's: by L2 the long one, whose distances are all the same float; by inner product the
      // one without length, which is as near to one row as to another.
      compare(*source, request, "d " + std::to_string(d), 1);
    }
  }
}

TEST_F(IndexOnDevice, Search_EitherWayOfProducts_GivesTheSameHits) {
  const Vectors rows = clustered_vectors(400, 64, 5, 23, CONCORD_FLOAT16), queries = clustered_vectors(9, 64, 5, 24);
  const auto source = generation_of(rows, CONCORD_L2, 5);
  const index::SearchRequest request = request_of(queries, CONCORD_L2, 20);
  for (const device::Products products : {device::Products::kOrdinary, device::Products::kTensor}) {
    device::Index there(*context, *source, products);
    const device::Index::Answer answer = there.search(request);
    EXPECT_EQ(answer.on_cpu, 0);
    expect_processors(answer, *source, request, "products");
  }
}

TEST_F(IndexOnDevice, Search_RowsOnTwoDevices_GivesTheProcessorsAnswer) {
  if (device::list_devices().devices.size() < 2) GTEST_SKIP() << "skipped: one device";
  device::Context other(1);
  const Vectors rows = clustered_vectors(601, 16, 7, 26, CONCORD_FLOAT16), queries = clustered_vectors(20, 16, 7, 27);
  const auto source = generation_of(rows, CONCORD_L2, 7);
  device::Index there({context.get(), &other}, *source);
  index::SearchRequest request = request_of(queries, CONCORD_L2, 40);
  std::vector<std::uint8_t> bits(76, 0x21);
  for (const bool filtered : {false, true}) {
    if (filtered) request.choice = index::RowChoice(bits.data(), 601, nullptr, 0);
    for (const std::int64_t nprobe : {1, 7}) {
      request.nprobe = nprobe;
      const device::Index::Answer answer = there.search(request);
      EXPECT_EQ(answer.on_cpu, 0);
      expect_processors(answer, *source, request, std::to_string(nprobe) + " lists on two devices");
    }
  }
}

TEST_F(IndexOnDevice, Search_Float32RowsHeldAsFloat16_GivesTheProcessorsAnswer) {
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    // Ordinary cores and tensor cores.
    for (const std::int64_t d : {21, 64}) {
      const Vectors rows = clustered_vectors(700, d, 6, 28), queries = clustered_vectors(40, d, 6, 29);
      const auto source = generation_of(rows, metric, 6);
      device::Index there({context.get()}, *source, device::Products::kTensor, device::Storage::kFloat16);
      EXPECT_LT(context->budget() - context->available(), 700 * (2 * d + 8 + 4) + 1024);
      index::SearchRequest request = request_of(queries, metric, 10);
      for (const std::int64_t nprobe : {2, 6}) {
        request.nprobe = nprobe;
        const device::Index::Answer answer = there.search(request);
        EXPECT_EQ(answer.on_cpu, 0);
        expect_processors(answer, *source, request, "d " + std::to_string(d));
      }
    }
  }
}

// What tells two rows apart is lost to float16: both are candidates, and the rows themselves decide.
TEST_F(IndexOnDevice, Search_RowsThatRoundToTheSame_AreToldApart) {
  Vectors rows = normal_vectors(300, 16, 30);
  for (std::int64_t i = 0; i < 20; ++i) {
    std::copy_n(rows.row(0), 16, rows.row(10 + i));
    rows.row(10 + i)[i % 16] *= 1.0f + 0x1p-16f * static_cast<float>(20 - i);
  }
  Vectors queries = normal_vectors(2, 16, 31);
  std::copy_n(rows.row(0), 16, queries.row(1));
  const auto source = generation_of(rows, CONCORD_L2, 1);
  device::Index there({context.get()}, *source, device::Products::kTensor, device::Storage::kFloat16);
  const index::SearchRequest request = request_of(queries, CONCORD_L2, 12);
  const device::Index::Answer answer = there.search(request);
  EXPECT_EQ(answer.on_cpu, 0);
  expect_processors(answer, *source, request, "near ties");
}

TEST_F(IndexOnDevice, Index_ElementFloat16CannotHold_IsUnsupportedAndNamesTheRow) {
  Vectors rows = normal_vectors(50, 8, 32);
  rows.row(33)[2] = 70'000.0f;
  const auto source = generation_of(rows, CONCORD_L2, 1);
  try {
    device::Index there({context.get()}, *source, device::Products::kTensor, device::Storage::kFloat16);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), CONCORD_UNSUPPORTED);
    EXPECT_NE(std::string(error.what()).find("row 33"), std::string::npos) << error.what();
  }
}

TEST_F(IndexOnDevice, SplitQuery_AnyRange_LeavesOutLessThanItsPartsCanHold) {
  const Vectors queries = normal_vectors(40, 32, 25);
  for (std::int64_t i = 0; i < queries.n; ++i) {
    std::vector<float> query(queries.row(i), queries.row(i) + 32);
    for (float& one : query) one = std::ldexp(one, static_cast<int>(i * 5 - 100));
    query[3] = std::ldexp(query[3], -18);
    std::vector<std::uint16_t> halves(64);
    const device::SplitQuery parts = device::split_query(query.data(), 32, halves.data());
    double squares = 0, length = 0;
    for (std::size_t k = 0; k < 32; ++k) {
      const double whole = (static_cast<double>(float16_to_float(halves[k])) +
                            static_cast<double>(float16_to_float(halves[32 + k])) / 2048.0) *
                           static_cast<double>(parts.scale);
      squares += std::pow(static_cast<double>(query[k]) - whole, 2);
      length += std::pow(static_cast<double>(query[k]), 2);
    }
    EXPECT_LE(std::sqrt(squares), parts.residue) << i;
    EXPECT_LE(parts.residue, 0x1p-21 * std::sqrt(length)) << i;
  }
}

TEST_F(IndexOnDevice, Search_ManyQueriesOfOneList_FillsWideTiles) {
  const Vectors rows = normal_vectors(200, 16, 3), queries = normal_vectors(150, 16, 4);
  const auto source = generation_of(rows, CONCORD_L2, 1);
  compare(*source, request_of(queries, CONCORD_L2, 5), "flat");
}

TEST_F(IndexOnDevice, Search_Ties_GoToTheLowerRow) {
  Vectors rows = clustered_vectors(600, 12, 6, 5);
  plant_ties(rows, 6);
  Vectors queries = normal_vectors(40, 12, 7);
  for (std::int64_t i = 0; i < 20; ++i) std::copy_n(rows.row(i * 7), 12, queries.row(i));
  const auto source = generation_of(rows, CONCORD_L2, 6);
  compare(*source, request_of(queries, CONCORD_L2, 10), "ties");
}

TEST_F(IndexOnDevice, Search_FilterThatLeavesFew_GoesOnToFurtherListsAndIsComplete) {
  const Vectors rows = clustered_vectors(800, 10, 16, 8), queries = clustered_vectors(9, 10, 16, 9);
  const auto source = generation_of(rows, CONCORD_L2, 16);
  for (const int one_of : {2, 17, 300, 5000}) {
    std::vector<std::uint8_t> bits(100, 0);
    for (int row = 3; row < 800; row += one_of)
      bits[static_cast<std::size_t>(row / 8)] |= static_cast<std::uint8_t>(1 << row % 8);
    index::SearchRequest request = request_of(queries, CONCORD_L2, 10);
    request.nprobe = 2;
    // The filter ends before the rows do.
    request.choice = index::RowChoice(bits.data(), 700, nullptr, 0);
    compare(*source, request, "one of " + std::to_string(one_of));
  }
}

TEST_F(IndexOnDevice, Search_GroupsExcluded_ReturnsNoneOfTheQuerysGroup) {
  const Vectors rows = clustered_vectors(500, 10, 5, 10), queries = clustered_vectors(8, 10, 5, 11);
  const auto source = generation_of(rows, CONCORD_L2, 5);
  std::vector<std::int32_t> row_group, query_group;
  for (std::int32_t i = 0; i < 450; ++i) row_group.push_back(i % 4);
  for (std::int32_t i = 0; i < 8; ++i) query_group.push_back(i % 5 - 1);
  index::SearchRequest request = request_of(queries, CONCORD_L2, 30);
  request.nprobe = 2;
  request.choice = index::RowChoice(nullptr, 0, row_group.data(), 450);
  request.query_group = query_group.data();
  compare(*source, request, "groups");
}

TEST_F(IndexOnDevice, Search_ManyRowsAsNearAsTheLast_AreDecidedByTheProcessor) {
  Vectors rows = normal_vectors(400, 8, 12);
  for (std::int64_t i = 1; i < 400; ++i) std::copy_n(rows.row(0), 8, rows.row(i));
  const Vectors queries = normal_vectors(3, 8, 13);
  const auto source = generation_of(rows, CONCORD_L2, 1);
  compare(*source, request_of(queries, CONCORD_L2, 5), "equal rows", 3);
}

TEST_F(IndexOnDevice, Search_ProductsOverflow_IsTheProcessors) {
  const Vectors rows = normal_vectors(50, 8, 14);
  Vectors queries = normal_vectors(3, 8, 15);
  queries.row(1)[2] = 1e37f;
  const auto source = generation_of(rows, CONCORD_L2, 1);
  compare(*source, request_of(queries, CONCORD_L2, 5), "overflow", 3);
}

TEST_F(IndexOnDevice, Search_LittleMemory_TakesSmallerBatchesThenTheProcessor) {
  const Vectors rows = normal_vectors(300, 8, 16), queries = normal_vectors(40, 8, 17);
  const auto source = generation_of(rows, CONCORD_L2, 1);
  const index::SearchRequest request = request_of(queries, CONCORD_L2, 3);
  const std::int64_t held = 300 * (8 * 4 + 8 + 4);
  for (const std::int64_t spare : {20'000, 2'000}) {
    device::Context small(0, held + spare);
    device::Index there(small, *source);
    const device::Index::Answer answer = there.search(request);
    EXPECT_EQ(answer.on_cpu, spare == 2'000 ? 40 : 0);
    expect_processors(answer, *source, request, std::to_string(spare) + " bytes");
  }
}

TEST_F(IndexOnDevice, Index_RowsBeyondTheBudget_IsOutOfDeviceMemory) {
  const auto source = generation_of(normal_vectors(300, 8, 18), CONCORD_L2, 1);
  device::Context small(0, 5'000);
  try {
    device::Index there(small, *source);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), CONCORD_OUT_OF_DEVICE_MEMORY);
  }
  EXPECT_EQ(small.available(), small.budget());
}

}  // namespace
}  // namespace concord::test
