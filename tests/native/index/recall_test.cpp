// What float16 rows cost in recall, on real embeddings (UNI2-h, 138 tiles of NCBI10).
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

#include "core/float16.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

constexpr std::int64_t kRows = 138;
constexpr std::int64_t kDimension = 1536;

// The float32 rows of a .npy file of this shape; none when it is not there.
Vectors real_vectors() {
  Vectors vectors{0, kDimension, CONCORD_FLOAT32, {}};
  const char* const folder = std::getenv("CONCORD_DATA");
  if (folder == nullptr) return vectors;
  std::ifstream file(std::string(folder) + "/vectors/NCBI10_uni2_h_embeddings.npy", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t size = kRows * kDimension * sizeof(float);
  if (bytes.size() < size || bytes.substr(0, 512).find("'<f4'") == std::string::npos) return vectors;
  vectors.n = kRows;
  vectors.values.resize(kRows * kDimension);
  std::memcpy(vectors.values.data(), bytes.data() + bytes.size() - size, size);
  return vectors;
}

TEST(Recall, Search_Float16RowsOfRealVectors_FindsWhatFloat32Finds) {
  const Vectors vectors = real_vectors();
  if (vectors.n == 0) GTEST_SKIP() << "skipped: vectors/NCBI10_uni2_h_embeddings.npy is not in $CONCORD_DATA";
  Vectors halves = vectors;
  halves.dtype = CONCORD_FLOAT16;
  const Folder folder;
  const Handle full = segment_of(folder, vectors, "f32");
  const Handle half = segment_of(folder, halves, "f16");
  for (const std::int32_t metric : {CONCORD_L2, CONCORD_INNER_PRODUCT}) {
    const Answer expected = search({full.get()}, vectors, search_options(metric, 10));
    const Answer got = search({half.get()}, vectors, search_options(metric, 10));
    std::int64_t found = 0;
    for (std::size_t query = 0; query < kRows; ++query) {
      const std::set<std::int64_t> truth(&expected.rows[query * 10], &expected.rows[query * 10] + 10);
      for (std::size_t i = 0; i < 10; ++i) found += truth.count(got.rows[query * 10 + i]) != 0 ? 1 : 0;
    }
    RecordProperty(metric == CONCORD_L2 ? "recall_l2" : "recall_inner_product", std::to_string(found));
    EXPECT_GE(static_cast<double>(found), 0.999 * kRows * 10) << "metric " << metric;
  }
}

}  // namespace
}  // namespace concord::test
