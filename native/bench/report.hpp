// Measuring and printing: medians of interleaved runs, one table or one JSON document.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace concord::bench {

// One line of a report. A field that was not measured is 0 and is printed as null.
struct Result {
  std::string name;
  double ours = 0.0;
  double peer = 0.0;
  double ratio = 0.0;             // how many times better ours is than the peer's
  double ceiling = 0.0;           // what the machine could do at most, in `unit`
  double share_of_ceiling = 0.0;  // 0 .. 1
  std::string unit;               // of ours, peer and ceiling, for example "ms"
};

// Result of times (less is better): ceiling is the time the machine would need at least.
Result timed(const std::string& name, double ours, double peer, double ceiling, const std::string& unit);

double median(std::vector<double> values);

// Median milliseconds of each piece of work over `runs` rounds. Every round runs all of them once, one after the other,
// so that a slow moment of the machine falls on all alike, with a pause before each; one round before is not counted.
std::vector<double> medians_ms(const std::vector<std::function<void()>>& work, std::int32_t runs);

// {"results":[...]} on stdout when json, else a table.
void print(const std::vector<Result>& results, bool json);

// True when `option` is among the arguments; the text behind `option` for the second, or `otherwise`.
bool has_option(int argc, char** argv, const std::string& option);
std::string option_value(int argc, char** argv, const std::string& option, const std::string& otherwise);

}  // namespace concord::bench
