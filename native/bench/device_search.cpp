#include "device_search.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include "device/faiss_index.hpp"
#include "device/index.hpp"
#include "device_rows.hpp"

namespace concord::bench {
namespace {

using device::Context;

bool same_hits(const index::SearchAnswer& a, const index::SearchAnswer& b) {
  for (std::size_t q = 0; q < a.hits.size(); ++q) {
    if (a.hits[q].size() != b.hits[q].size()) return false;
    for (std::size_t i = 0; i < a.hits[q].size(); ++i) {
      if (a.hits[q][i].row != b.hits[q][i].row || a.hits[q][i].key != b.hits[q][i].key) return false;
    }
  }
  return true;
}

// Every hundredth of `rows` rows.
std::vector<std::uint8_t> one_percent_of(std::int64_t rows) {
  std::vector<std::uint8_t> bits(static_cast<std::size_t>(rows / 8 + 1));
  for (std::int64_t row = 0; row < rows; row += 100)
    bits[static_cast<std::size_t>(row / 8)] |= static_cast<std::uint8_t>(1 << row % 8);
  return bits;
}

// n queries, 32 of 1,024 lists, ten hits; the peer is the processor on all cores, and so is the judge. False when the
// answers differ. filter: bits of rows, or empty.
bool add_search(device::Index& there, const ListedRows& source, const std::string& name, std::int64_t n,
                const std::vector<std::uint8_t>& filter, double bandwidth, std::vector<Result>& results) {
  const std::vector<float> queries = source.queries(n);
  const std::int64_t rows = source.shape().rows;
  index::SearchRequest request;
  request.k = 10;
  request.nprobe = 32;
  request.queries_nd = queries.data();
  request.n = n;
  request.d = kDimension;
  if (!filter.empty()) request.choice = index::RowChoice(filter.data(), rows, nullptr, 0);
  device::Index::Answer found;
  index::SearchAnswer expected;
  const std::vector<double> ms =
      medians_ms({[&] { found = there.search(request); }, [&] { expected = index::search({&source}, request); }}, 3);
  // Every visited list read once, at most the whole source.
  const std::int64_t scanned = std::min(found.found.stats.rows_scanned, rows);
  results.push_back(timed(name, ms[0], ms[1], 1e3 * static_cast<double>(scanned * kDimension * 2) / bandwidth, "ms"));
  return same_hits(found.found, expected) && found.on_cpu == 0;
}

}  // namespace

bool add_searches(Context& context, std::int64_t rows, double bandwidth, std::vector<Result>& results) {
  const ListedRows source(rows, 1024);
  device::Index there(context, source);
  const std::vector<std::uint8_t> all, one_percent = one_percent_of(rows);
  bool same = add_search(there, source, "gpu.search.single", 1, all, bandwidth, results);
  same &= add_search(there, source, "gpu.search.batch", 1000, all, bandwidth, results);
  same &= add_search(there, source, "gpu.search.filtered.single", 1, one_percent, bandwidth, results);
  same &= add_search(there, source, "gpu.search.filtered.batch", 1000, one_percent, bandwidth, results);
  device::Index ordinary(context, source, device::Products::kOrdinary);
  return add_search(ordinary, source, "gpu.search.batch.ordinary", 1000, all, bandwidth, results) && same;
}

void add_faiss(Context& context, std::int64_t rows, double bandwidth, std::vector<Result>& results) {
  const ListedRows source(rows, 1024);
  const std::vector<float> queries = source.queries(1000);
  index::SearchRequest request;
  request.k = 10;
  request.nprobe = 32;
  request.queries_nd = queries.data();
  request.n = 1000;
  request.d = kDimension;
  device::FaissIndex faiss(context, source);
  device::Index there(context, source);
  device::Index::Answer found;
  index::SearchAnswer theirs;
  const std::vector<double> ms =
      medians_ms({[&] { found = there.search(request); }, [&] { theirs = faiss.search(request); }}, 5);
  const std::int64_t scanned = std::min(found.found.stats.rows_scanned, rows);
  results.push_back(timed("gpu.search.batch.faiss", ms[0], ms[1],
                          1e3 * static_cast<double>(scanned * kDimension * 2) / bandwidth, "ms"));
  std::int64_t same = 0, all = 0;
  for (std::size_t q = 0; q < found.found.hits.size(); ++q) {
    for (std::size_t i = 0; i < found.found.hits[q].size(); ++i, ++all)
      same += i < theirs.hits[q].size() && theirs.hits[q][i].row == found.found.hits[q][i].row ? 1 : 0;
  }
  std::fprintf(stderr, "FAISS gave %lld of %lld hits in the same places\n", static_cast<long long>(same),
               static_cast<long long>(all));
}

}  // namespace concord::bench
