#include "report.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

namespace concord::bench {
namespace {

// Before each piece of work: the threads of OpenBLAS and OpenMP look for more work for up to 30 ms after a product, on
// the cores that the next piece would take.
constexpr std::chrono::milliseconds kPause{50};

std::string number_or_null(double value) {
  if (value <= 0.0) return "null";
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

void print_json(const std::vector<Result>& results) {
  std::printf("{\"results\":[");
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Result& r = results[i];
    std::printf(
        "%s\n{\"name\":\"%s\",\"ours\":%s,\"peer\":%s,\"ratio\":%s,\"ceiling\":%s,\"share_of_ceiling\":%s,"
        "\"unit\":\"%s\"}",
        i == 0 ? "" : ",", r.name.c_str(), number_or_null(r.ours).c_str(), number_or_null(r.peer).c_str(),
        number_or_null(r.ratio).c_str(), number_or_null(r.ceiling).c_str(), number_or_null(r.share_of_ceiling).c_str(),
        r.unit.c_str());
  }
  std::printf("\n]}\n");
}

void print_table(const std::vector<Result>& results) {
  std::printf("%-30s %10s %10s %8s %10s %8s  %s\n", "name", "ours", "peer", "ratio", "ceiling", "share", "unit");
  for (const Result& r : results) {
    std::printf("%-30s %10s %10s %8s %10s %8s  %s\n", r.name.c_str(), number_or_null(r.ours).c_str(),
                number_or_null(r.peer).c_str(), number_or_null(r.ratio).c_str(), number_or_null(r.ceiling).c_str(),
                number_or_null(r.share_of_ceiling).c_str(), r.unit.c_str());
  }
}

}  // namespace

Result timed(const std::string& name, double ours, double peer, double ceiling, const std::string& unit) {
  return {name, ours, peer, ours > 0.0 ? peer / ours : 0.0, ceiling, ours > 0.0 ? ceiling / ours : 0.0, unit};
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::vector<double> medians_ms(const std::vector<std::function<void()>>& work, std::int32_t runs) {
  std::vector<std::vector<double>> times(work.size());
  for (std::int32_t run = -1; run < runs; ++run) {
    for (std::size_t i = 0; i < work.size(); ++i) {
      std::this_thread::sleep_for(kPause);
      const auto begin = std::chrono::steady_clock::now();
      work[i]();
      const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
      if (run >= 0) times[i].push_back(spent.count());
    }
  }
  std::vector<double> medians;
  for (const std::vector<double>& of_one : times) medians.push_back(median(of_one));
  return medians;
}

void print(const std::vector<Result>& results, bool json) {
  json ? print_json(results) : print_table(results);
}

bool has_option(int argc, char** argv, const std::string& option) {
  return std::find(argv + 1, argv + argc, option) != argv + argc;
}

std::string option_value(int argc, char** argv, const std::string& option, const std::string& otherwise) {
  char** const at = std::find(argv + 1, argv + argc, option);
  return argv + argc - at >= 2 ? at[1] : otherwise;
}

}  // namespace concord::bench
