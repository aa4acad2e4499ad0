// FAISS as the peer: its own indexes, and its IVF-Flat over our mapped lists, must give our ids where no ties blur
// them.
#include <faiss/IndexFlat.h>
#include <faiss/IndexIVFFlat.h>
#include <gtest/gtest.h>

#include "index/faiss_lists.hpp"
#include "support.hpp"

namespace concord::test {
namespace {

faiss::MetricType faiss_metric(std::int32_t metric) {
  return metric == CONCORD_L2 ? faiss::METRIC_L2 : faiss::METRIC_INNER_PRODUCT;
}

std::vector<std::int64_t> rows_of(const faiss::Index& index, const Vectors& queries, std::int64_t k) {
  std::vector<float> distances(static_cast<std::size_t>(queries.n * k));
  std::vector<std::int64_t> rows(static_cast<std::size_t>(queries.n * k));
  index.search(queries.n, queries.values.data(), k, distances.data(), rows.data());
  return rows;
}

class Peer : public ::testing::TestWithParam<std::int32_t> {};

TEST_P(Peer, IndexFlat_SameRows_GivesTheSameIds) {
  const Vectors vectors = clustered_vectors(5'000, 64, 30, 1);
  const Vectors queries = clustered_vectors(40, 64, 30, 3);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  faiss::IndexFlat flat(64, faiss_metric(GetParam()));
  flat.add(vectors.n, vectors.values.data());
  EXPECT_EQ(rows_of(flat, queries, 10), search({segment.get()}, queries, search_options(GetParam(), 10)).rows);
}

TEST_P(Peer, IndexIVFFlatOverOurLists_SameNprobe_GivesTheSameIds) {
  const Vectors vectors = clustered_vectors(5'000, 64, 30, 1);
  const Vectors queries = clustered_vectors(40, 64, 30, 3);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  const Handle generation = build(folder.file("g"), {segment.get()}, build_options(GetParam(), 24));
  const index::GenerationSource source(folder.file("g"), kCollection);
  index::FaissLists lists(source);
  faiss::IndexFlat quantizer(64, faiss_metric(GetParam()));
  quantizer.add(24, reinterpret_cast<const float*>(source.centroids().rows));
  faiss::IndexIVFFlat peer(&quantizer, 64, 24, faiss_metric(GetParam()));
  peer.replace_invlists(&lists, false);
  peer.ntotal = vectors.n;
  peer.is_trained = true;
  for (const std::int32_t nprobe : {1, 3, 24}) {
    peer.nprobe = static_cast<std::size_t>(nprobe);
    concord_search_options options = search_options(GetParam(), 5);
    options.nprobe = nprobe;
    EXPECT_EQ(rows_of(peer, queries, 5), search({generation.get()}, queries, options).rows) << "nprobe " << nprobe;
  }
}

INSTANTIATE_TEST_SUITE_P(Faiss, Peer, ::testing::Values(CONCORD_L2, CONCORD_INNER_PRODUCT),
                         [](const auto& test) { return test.param == CONCORD_L2 ? "L2" : "InnerProduct"; });

TEST(FaissLists, Construct_Float16Rows_IsRefused) {
  const Vectors vectors = clustered_vectors(100, 16, 4, 1, CONCORD_FLOAT16);
  const Folder folder;
  const Handle segment = segment_of(folder, vectors);
  build(folder.file("g"), {segment.get()}, build_options(CONCORD_L2, 4));
  const index::GenerationSource source(folder.file("g"), kCollection);
  EXPECT_THROW(index::FaissLists{source}, Error);
}

}  // namespace
}  // namespace concord::test
