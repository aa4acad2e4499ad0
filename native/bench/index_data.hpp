// Collections made up for measuring: rows from a seed, written and built as any collection is.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "concord/concord.h"

namespace concord::bench {

struct SourceFree {
  void operator()(concord_source* source) const { concord_source_free(source); }
};
using Source = std::unique_ptr<concord_source, SourceFree>;

// A directory for the files, removed at the end unless the caller named one to keep.
class Workplace {
 public:
  explicit Workplace(const std::string& keep_in);
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace();
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
  bool is_kept_;
};

enum class Kind {
  // Independent, nearly normal elements. In so many dimensions k-means finds lists of very different sizes among them
  // and queries fall into the large ones: a search reads more rows than its share of the lists.
  kScattered,
  // Around 2,000 centres that every seed shares, as embeddings of tissue are: few lists hold what a query looks for.
  kClustered
};

std::vector<float> made_up_rows(Kind kind, std::int64_t n, std::int64_t d, std::uint64_t seed);

// A segment file of the rows that made_up_rows gives; opened.
Source made_up_segment(const std::string& path, Kind kind, std::int64_t n, std::int64_t d, std::int32_t dtype,
                       std::uint64_t seed);

struct Built {
  Source source;
  double seconds = 0.0;  // of the build; 0 when the file was there
};

// The generation `path` for squared L2, built from the segment unless it is there already. lists = 0: as many as the
// library chooses.
Built generation_of(const std::string& path, const concord_source* segment, std::int32_t lists, bool shows_progress);

concord_source_info describe(const concord_source* source);

// Ends the program with the library's message unless `status` is CONCORD_OK.
void require_ok(concord_status status);

}  // namespace concord::bench
