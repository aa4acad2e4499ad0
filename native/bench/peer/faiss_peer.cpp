#include "peer/faiss_peer.hpp"

#include <faiss/IndexFlat.h>
#include <faiss/IndexIVFFlat.h>
#include <faiss/invlists/InvertedLists.h>
#include <omp.h>

#include <string>
#include <vector>

namespace concord::bench {
namespace {

class Lists : public faiss::ReadOnlyInvertedLists {
 public:
  Lists(std::int64_t d, std::int64_t lists, const PeerList* contents)
      : faiss::ReadOnlyInvertedLists(static_cast<std::size_t>(lists), static_cast<std::size_t>(d) * sizeof(float)),
        contents_(contents, contents + lists) {}
  std::size_t list_size(std::size_t list) const override { return static_cast<std::size_t>(contents_[list].rows); }
  const std::uint8_t* get_codes(std::size_t list) const override {
    return reinterpret_cast<const std::uint8_t*>(contents_[list].vectors);
  }
  const std::int64_t* get_ids(std::size_t list) const override { return contents_[list].numbers; }

 private:
  std::vector<PeerList> contents_;
};

}  // namespace

struct PeerIndex {
  PeerIndex(std::int64_t d, std::int64_t lists, const float* centroids, const PeerList* contents)
      : held(d, lists, contents),
        quantizer(static_cast<int>(d)),
        index(&quantizer, static_cast<std::size_t>(d), static_cast<std::size_t>(lists), faiss::METRIC_L2) {
    quantizer.add(lists, centroids);
    index.replace_invlists(&held, false);
    index.is_trained = true;
    for (std::int64_t list = 0; list < lists; ++list) index.ntotal += contents[list].rows;
  }
  Lists held;
  faiss::IndexFlatL2 quantizer;
  mutable faiss::IndexIVFFlat index;
};

struct PeerFlat {
  faiss::IndexFlatL2 index;
};

PeerIndex* peer_open(std::int64_t d, std::int64_t lists, const float* centroids, const PeerList* contents) {
  return new PeerIndex(d, lists, centroids, contents);
}

void peer_close(PeerIndex* index) {
  delete index;
}

void peer_search(const PeerIndex* index, const float* queries, std::int64_t n, std::int64_t k, std::int64_t nprobe,
                 int threads, float* distances, std::int64_t* rows) {
  omp_set_num_threads(threads);
  index->index.nprobe = static_cast<std::size_t>(nprobe);
  index->index.search(n, queries, k, distances, rows);
}

PeerFlat* peer_flat_open(std::int64_t d, std::int64_t n, const float* vectors) {
  auto* const flat = new PeerFlat{faiss::IndexFlatL2(static_cast<int>(d))};
  flat->index.add(n, vectors);
  return flat;
}

void peer_flat_close(PeerFlat* index) {
  delete index;
}

void peer_flat_search(const PeerFlat* index, const float* queries, std::int64_t n, std::int64_t k, int threads,
                      float* distances, std::int64_t* rows) {
  omp_set_num_threads(threads);
  index->index.search(n, queries, k, distances, rows);
}

const char* peer_version() {
  static const std::string version = std::to_string(FAISS_VERSION_MAJOR) + "." + std::to_string(FAISS_VERSION_MINOR) +
                                     "." + std::to_string(FAISS_VERSION_PATCH);
  return version.c_str();
}

}  // namespace concord::bench
