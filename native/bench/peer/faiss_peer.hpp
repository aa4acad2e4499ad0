// FAISS as the peer of the measurements. A library of its own, so that it can be another FAISS than the one Concord is
// linked with (CONCORD_PEER_FAISS): only these functions leave it.
#pragma once

#include <cstdint>

namespace concord::bench {

struct PeerList {
  std::int64_t rows;
  const float* vectors;  // rows * d, in the caller's memory
  const std::int64_t* numbers;
};

// An IndexIVFFlat for squared L2 over the caller's lists and centroids, which outlive it.
struct PeerIndex;
__attribute__((visibility("default"))) PeerIndex* peer_open(std::int64_t d, std::int64_t lists, const float* centroids,
                                                            const PeerList* contents);
__attribute__((visibility("default"))) void peer_close(PeerIndex* index);
__attribute__((visibility("default"))) void peer_search(const PeerIndex* index, const float* queries, std::int64_t n,
                                                        std::int64_t k, std::int64_t nprobe, int threads,
                                                        float* distances, std::int64_t* rows);

// The exact search of an IndexFlatL2, which holds a copy of the rows.
struct PeerFlat;
__attribute__((visibility("default"))) PeerFlat* peer_flat_open(std::int64_t d, std::int64_t n, const float* vectors);
__attribute__((visibility("default"))) void peer_flat_close(PeerFlat* index);
__attribute__((visibility("default"))) void peer_flat_search(const PeerFlat* index, const float* queries,
                                                             std::int64_t n, std::int64_t k, int threads,
                                                             float* distances, std::int64_t* rows);

__attribute__((visibility("default"))) const char* peer_version();

}  // namespace concord::bench
