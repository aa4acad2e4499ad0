// Cost against the number of rows, as a picture.
#pragma once

#include <string>
#include <vector>

namespace concord::bench {

struct ScalePoint {
  double rows;
  double single_ms;  // one query, one thread
  double batch_ms;   // a query of a batch
  double exact_ms;   // the time in which one thread reads all rows: what an exact query costs at least
};

// Writes a log-log plot as SVG. Returns false when the file cannot be written.
bool write_scale_plot(const std::string& path, const std::vector<ScalePoint>& points);

}  // namespace concord::bench
