#include "index_data.hpp"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>

#include "core/float16.hpp"
#include "core/segment_writer.hpp"

namespace concord::bench {
namespace {

constexpr std::array<std::uint8_t, 16> kCollection = {0xBE};
constexpr std::int64_t kStepRows = 4096;

// The sum of four uniform numbers has the bell's shape, at a fraction of a normal distribution's cost.
class Bell {
 public:
  explicit Bell(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15 + 1) {}
  float next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    const auto sum = (state_ & 0xFFFF) + (state_ >> 16 & 0xFFFF) + (state_ >> 32 & 0xFFFF) + (state_ >> 48);
    return (static_cast<float>(sum) - 131070.0f) * (1.0f / 37837.0f);  // variance 1
  }

 private:
  std::uint64_t state_;
};

// Gives the rows of one seed, one behind the other.
class Maker {
 public:
  Maker(Kind kind, std::int64_t d, std::uint64_t seed) : d_(static_cast<std::size_t>(d)), bell_(seed), pick_(seed + 1) {
    if (kind == Kind::kScattered) return;
    Bell centres(kCentreSeed);
    centres_.resize(kCentres * d_);
    for (float& value : centres_) value = centres.next();
  }

  void fill(std::vector<float>& values) {
    for (float& value : values) value = bell_.next();
    if (centres_.empty()) return;
    for (std::size_t row = 0; row < values.size(); row += d_) {
      const float* const centre = centres_.data() + pick_() % kCentres * d_;
      for (std::size_t i = 0; i < d_; ++i) values[row + i] = centre[i] + 0.7f * values[row + i];
    }
  }

 private:
  static constexpr std::size_t kCentres = 2'000;
  static constexpr std::uint64_t kCentreSeed = 12345;

  std::size_t d_;
  Bell bell_;
  std::mt19937_64 pick_;
  std::vector<float> centres_;
};

std::vector<std::byte> stored(const std::vector<float>& values, std::int32_t dtype) {
  std::vector<std::byte> bytes(values.size() * (dtype == CONCORD_FLOAT16 ? 2 : 4));
  if (dtype == CONCORD_FLOAT16) {
    auto* const to = reinterpret_cast<std::uint16_t*>(bytes.data());
    std::transform(values.begin(), values.end(), to, float_to_float16);
  } else {
    std::memcpy(bytes.data(), values.data(), bytes.size());
  }
  return bytes;
}

void report(void*, std::int64_t done, std::int64_t total) {
  std::fprintf(stderr, "\rbuild: %lld of %lld", static_cast<long long>(done), static_cast<long long>(total));
}

Source open_generation(const std::string& path) {
  concord_source* source = nullptr;
  require_ok(concord_source_open_generation(path.c_str(), kCollection.data(), &source));
  return Source(source);
}

}  // namespace

void require_ok(concord_status status) {
  if (status == CONCORD_OK) return;
  std::fprintf(stderr, "%s\n", concord_last_error());
  std::exit(1);
}

Workplace::Workplace(const std::string& keep_in) : path_(keep_in), is_kept_(!keep_in.empty()) {
  if (is_kept_) {
    std::filesystem::create_directories(path_);
    return;
  }
  path_ = (std::filesystem::temp_directory_path() / "concord-bench-XXXXXX").string();
  if (::mkdtemp(path_.data()) == nullptr) std::exit(1);
}

Workplace::~Workplace() {
  std::error_code ignored;
  if (!is_kept_) std::filesystem::remove_all(path_, ignored);
}

std::vector<float> made_up_rows(Kind kind, std::int64_t n, std::int64_t d, std::uint64_t seed) {
  std::vector<float> values(static_cast<std::size_t>(n * d));
  Maker(kind, d, seed).fill(values);
  return values;
}

Source made_up_segment(const std::string& path, Kind kind, std::int64_t n, std::int64_t d, std::int32_t dtype,
                       std::uint64_t seed) {
  const SegmentHeader header{kCollection, static_cast<std::int32_t>(d), dtype, 0};
  std::filesystem::remove(path);
  SegmentWriter writer = SegmentWriter::create(path, header);
  const std::int64_t chunk = segment_chunk_rows(header.dimension, dtype);
  std::vector<concord_chunk> chunks;
  Maker maker(kind, d, seed);
  for (std::int64_t first = 0; first < n; first += kStepRows) {
    const std::int64_t count = std::min(kStepRows, n - first);
    std::vector<float> values(static_cast<std::size_t>(count * d));
    maker.fill(values);
    std::vector<std::uint64_t> hashes(static_cast<std::size_t>((count + chunk - 1) / chunk));
    writer.append(stored(values, dtype).data(), count, hashes.data());
    for (std::int64_t at = 0; at < count; at += chunk) {
      chunks.push_back({first + at, std::min(chunk, count - at), hashes[static_cast<std::size_t>(at / chunk)]});
    }
  }
  concord_segment_info info{};
  info.struct_size = sizeof info;
  std::copy(kCollection.begin(), kCollection.end(), info.collection);
  info.dimension = header.dimension;
  info.dtype = dtype;
  concord_source* source = nullptr;
  require_ok(concord_source_open_segment(path.c_str(), &info, n, chunks.data(),
                                         static_cast<std::int64_t>(chunks.size()), &source));
  return Source(source);
}

Built generation_of(const std::string& path, const concord_source* segment, std::int32_t lists, bool shows_progress) {
  if (std::filesystem::exists(path)) return {open_generation(path), 0.0};
  concord_build_options options;
  concord_build_options_init(&options);
  options.metric = CONCORD_L2;
  options.lists = lists;
  options.flat_below = 1;
  std::copy(kCollection.begin(), kCollection.end(), options.collection);
  const auto begin = std::chrono::steady_clock::now();
  require_ok(concord_generation_build(path.c_str(), &segment, 1, nullptr, 0, &options,
                                      shows_progress ? report : nullptr, nullptr, nullptr));
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  if (shows_progress) std::fprintf(stderr, "\n");
  return {open_generation(path), spent.count()};
}

concord_source_info describe(const concord_source* source) {
  concord_source_info info{};
  info.struct_size = sizeof info;
  require_ok(concord_source_describe(source, &info));
  return info;
}

}  // namespace concord::bench
