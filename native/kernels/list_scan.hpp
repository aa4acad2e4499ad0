// Searching inverted lists on the device: scan, select, judge. All arrays lie in device memory.
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace concord::kernels {

// Rows as the generation file holds them, list behind list.
struct StoredRows {
  const void* rows;             // count * d float32 or float16
  const std::int64_t* numbers;  // row numbers
  const float* squared_norms;
  std::int64_t d;
  bool l2;
};

// Which rows may be returned. Rows at or above a table's size do not pass the filter, and have no group.
struct RowRules {
  const std::uint8_t* filter;  // bit i%8 of byte i/8 for row number i; nullptr: every row
  std::int64_t filter_rows;
  const std::int32_t* groups;  // nullptr: no exclusion
  std::int64_t group_rows;
};

// A query that a list is scored against, and where its score of the list's first row goes.
struct ScanPair {
  std::int64_t to;
  std::int32_t query;
};

// What one block does: at most 64 rows against at most 64 pairs.
struct ScanItem {
  std::int64_t first_row;
  std::int64_t first_pair;
  std::int32_t rows;
  std::int32_t pairs;
  std::int64_t offset;  // of the first row in its list
};

constexpr std::int64_t kScanRows = 64;
constexpr std::int64_t kScanPairs = 64;

struct Queries {
  const float* values;          // q * d
  const float* squared_norms;   // rounded
  const std::int32_t* groups;   // -1 excludes nothing; nullptr with RowRules::groups
  const std::uint16_t* halves;  // q * 2 * d, high and low parts as kernels/half_product.cuh has them, or nullptr
  const float* scales;          // of these
};

// Bytes that must move: the rows of each visited list once, eight bytes out for each row and query. Narrow items have
// at most 16 pairs and take a quarter of the work. Queries with halves, and float16 rows, are multiplied on tensor
// cores.
struct ListScan {
  StoredRows stored;
  RowRules rules;
  Queries queries;
  const ScanPair* pairs;
  const ScanItem* items;
  std::int64_t item_count;
  bool narrow;
  unsigned long long*
      scores;  // ordered(key) << 32 | position of the row; all bits set for a row that may not be returned
};
cudaError_t scan_lists(const ListScan& scan, std::int32_t dtype, cudaStream_t stream);

// For each query the rows that may be among its k nearest: those whose score lies within slack of the k-th smallest.
// Bytes that must move: the scores six times, from the second-level cache where they fit it.
struct Selection {
  const unsigned long long* scores;
  const std::int64_t* begins;  // q + 1 places: query i has scores begins[i] .. begins[i+1]-1
  const float* slack;          // of each query
  std::int64_t q, k;
  std::int64_t capacity;   // candidates that a query has room for
  unsigned* positions;     // q * capacity
  std::int32_t* found;     // zeros; candidates of each query: more than capacity says that some are missing
  std::int32_t* eligible;  // rows that may be returned, of those scanned
};
cudaError_t select(const Selection& selection, cudaStream_t stream);

// The keys that decide, of all candidates.
struct Judgement {
  StoredRows stored;
  const float* queries;
  std::int64_t q, capacity;
  const unsigned* positions;
  const std::int32_t* found;
  float* keys;  // q * capacity
};
cudaError_t judge(const Judgement& judgement, std::int32_t dtype, cudaStream_t stream);

}  // namespace concord::kernels
