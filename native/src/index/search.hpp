// The nearest rows of several sources for a batch of queries.
#pragma once

#include <cstdint>
#include <vector>

#include "core/cancel.hpp"
#include "index/candidates.hpp"
#include "index/row_choice.hpp"
#include "index/source.hpp"

namespace concord::index {

struct SearchRequest {
  Metric metric = Metric::kL2;
  std::int64_t k = 10;
  std::int64_t nprobe = 0;  // 0 = what each generation was calibrated to
  std::int32_t threads = 0;
  bool exact = false;
  bool full_rows = false;  // no first look at codes
  RowChoice choice;
  const float* queries_nd = nullptr;
  std::int64_t n = 0;
  std::int64_t d = 0;
  const std::int32_t* query_group = nullptr;  // nullptr = exclude nothing
  const concord_cancel* cancel = nullptr;
};

// What concord_search_stats reports.
struct SearchStats {
  std::int64_t nprobe = 0;
  std::int64_t lists_total = 0;
  std::int64_t lists_scanned = 0;
  std::int64_t rows_scanned = 0;
  std::int64_t rows_total = 0;
  double expected_recall = 1.0;
  bool exact = true;
  std::int64_t device_queries = 0;
};

struct SearchAnswer {
  std::vector<std::vector<Hit>> hits;  // for each query, nearest first
  SearchStats stats;
};

// Throws CONCORD_BAD_ARGUMENT for queries that are NaN or infinite and for sources that cannot serve them.
void require_searchable(const std::vector<const Source*>& sources, const SearchRequest& request);

// What is known of a search before it runs; and, once lists_scanned is counted, how good its answer is.
SearchStats planned_stats(const std::vector<const Source*>& sources, const SearchRequest& request);
void judge_answer(const std::vector<const Source*>& sources, const SearchRequest& request, SearchStats& stats);

// Throws CONCORD_BAD_ARGUMENT, CONCORD_CORRUPT, CONCORD_CANCELLED.
SearchAnswer search(const std::vector<const Source*>& sources, const SearchRequest& request);

}  // namespace concord::index
