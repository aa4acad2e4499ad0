// One batch of queries on its way through the sources.
#pragma once

#include <cstdint>
#include <vector>

#include "core/parallel.hpp"
#include "index/query_set.hpp"
#include "index/scan.hpp"
#include "index/search.hpp"
#include "index/visits.hpp"

namespace concord::index {

// Lists of a source that the request plans to visit for each query.
std::int64_t planned_lists(const SourceShape& shape, const SearchRequest& request);

class Batch {
 public:
  // Queries first .. first+count-1 of the request. Both arguments outlive the batch.
  Batch(const std::vector<const Source*>& sources, const SearchRequest& request, std::int64_t first,
        std::int64_t count);
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  void run();

  std::vector<std::vector<Hit>>& hits() { return hits_; }
  std::int64_t lists_visited() const;  // of generations
  std::int64_t rows_scored() const;

 private:
  // What one thread works with; nothing of it is shared while a round runs.
  struct Worker {
    Worker(const Scoring& scoring, const RowChoice& choice, std::size_t queries)
        : scanner(scoring, choice), candidates(queries) {}
    Scanner scanner;
    std::vector<Candidates> candidates;
  };

  void scan_round();
  void scan_item(const WorkItem& item, Worker& worker);
  void start_candidates(const WorkItem& item, Worker& worker);
  std::vector<std::int32_t> hungry_queries() const;
  void extend();
  void finish();

  const SearchRequest& request_;
  Scoring scoring_;
  Crew crew_;  // started before the lists are chosen, so that its threads are there by then
  RankingRequest ranking_;
  QuerySet queries_;
  std::vector<std::int32_t> everyone_;
  std::vector<SharedLimit> limits_;
  std::vector<Visits> visits_;
  std::vector<Worker> workers_;
  std::vector<std::vector<Hit>> hits_;
};

}  // namespace concord::index
