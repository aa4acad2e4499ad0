// Runs one hot kernel once on a fixed input: what valgrind counts the instructions of. Called with the kernel's name;
// with none it prints the names. Counted is what runs between begin_counting and its end, so not the making of the
// input.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "concord/concord.h"
#include "core/float16.hpp"

namespace {

constexpr std::int64_t kDimension = 512;
constexpr std::int64_t kRows = 2000;

// A fixed sequence, the same with every standard library. Between -1 and 1.
std::vector<float> values(std::int64_t count) {
  std::vector<float> all(static_cast<std::size_t>(count));
  std::uint32_t state = 1;
  for (float& value : all) {
    state = state * 1664525u + 1013904223u;
    value = static_cast<float>(static_cast<std::int32_t>(state)) * 0x1p-31f;
  }
  return all;
}

std::vector<std::uint16_t> halves_of(const std::vector<float>& floats) {
  std::vector<std::uint16_t> halves;
  for (const float value : floats) halves.push_back(concord::float_to_float16(value));
  return halves;
}

void require_ok(concord_status status) {
  if (status == CONCORD_OK) return;
  std::fprintf(stderr, "%s\n", concord_last_error());
  std::exit(1);
}

// callgrind counts inside this function only (--toggle-collect): kept out of line, and its name in the symbol table.
extern "C" __attribute__((noinline, used)) void counted_work(const std::function<void()>& work) {
  work();
  asm volatile("" ::: "memory");
}

// A flat segment of kRows rows, searched exactly by one thread.
void search(std::int32_t dtype, std::int64_t queries) {
  const std::string path = std::string(std::getenv("CONCORD_SCRATCH") ? std::getenv("CONCORD_SCRATCH") : "/tmp") +
                           "/concord-instructions.seg";
  std::remove(path.c_str());
  concord_segment_info info{};
  info.struct_size = sizeof info;
  info.dimension = kDimension;
  info.dtype = dtype;
  const std::vector<float> rows = values(kRows * kDimension);
  const std::vector<std::uint16_t> halves = dtype == CONCORD_FLOAT16 ? halves_of(rows) : std::vector<std::uint16_t>();
  const void* data = dtype == CONCORD_FLOAT16 ? static_cast<const void*>(halves.data()) : rows.data();
  const std::int64_t each = concord_segment_chunk_rows(kDimension, dtype);
  std::vector<std::uint64_t> hashes(static_cast<std::size_t>((kRows + each - 1) / each));
  concord_segment_writer* writer = nullptr;
  require_ok(concord_segment_create(path.c_str(), &info, &writer));
  require_ok(concord_segment_append(writer, data, kRows, hashes.data()));
  concord_segment_writer_free(writer);
  std::vector<concord_chunk> chunks;
  for (const std::uint64_t hash : hashes) {
    const auto first = static_cast<std::int64_t>(chunks.size()) * each;
    chunks.push_back({first, std::min(each, kRows - first), hash});
  }
  concord_source* source = nullptr;
  require_ok(concord_source_open_segment(path.c_str(), &info, kRows, chunks.data(),
                                         static_cast<std::int64_t>(chunks.size()), &source));
  concord_search_options options;
  concord_search_options_init(&options);
  options.metric = CONCORD_L2;
  options.k = 10;
  options.threads = 1;
  const std::vector<float> asked = values(queries * kDimension);
  std::vector<float> distances(static_cast<std::size_t>(queries * 10));
  std::vector<std::int64_t> found(distances.size());
  std::vector<std::int32_t> counts(static_cast<std::size_t>(queries));
  const auto once = [&] {
    require_ok(concord_search(&source, 1, asked.data(), queries, kDimension, &options, distances.data(), found.data(),
                              counts.data(), nullptr));
  };
  once();  // verifies the checksums
  once();  // makes the codes that a search for one query looks at
  counted_work(once);
  concord_source_free(source);
  std::remove(path.c_str());
}

void pool(std::int32_t dtype) {
  const std::vector<float> maps = values(4 * 256 * 14 * 14);
  const std::vector<std::uint16_t> halves = halves_of(maps);
  const void* data = dtype == CONCORD_FLOAT16 ? static_cast<const void*>(halves.data()) : maps.data();
  concord_pool_options options;
  concord_pool_options_init(&options);
  options.input_dtype = dtype;
  options.output_dtype = CONCORD_FLOAT16;
  options.l2_normalize = 1;
  std::vector<std::uint16_t> vectors(4 * 256);
  counted_work([&] { require_ok(concord_pool_maps(data, 4, 256, 14, 14, nullptr, &options, vectors.data())); });
}

void preprocess() {
  std::vector<std::uint8_t> picture(512 * 512 * 3);
  for (std::size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<std::uint8_t>(i * 2654435761u >> 24);
  concord_preprocess_options options;
  concord_preprocess_options_init(&options);
  options.output_width = options.output_height = 112;
  std::vector<float> tensor(3 * 112 * 112);
  counted_work(
      [&] { require_ok(concord_preprocess_rgb8(picture.data(), 512, 512, 512 * 3, &options, tensor.data())); });
}

concord_slide_options slide_options(std::int32_t dtype) {
  concord_slide_options options;
  concord_slide_options_init(&options);
  options.metric = CONCORD_L2;
  options.dtype = dtype;
  options.threads = 1;
  return options;
}

void slide_distance(std::int32_t dtype) {
  const std::vector<float> tiles = values(400 * kDimension);
  const std::vector<std::uint16_t> halves = halves_of(tiles);
  const auto* data = dtype == CONCORD_FLOAT16 ? reinterpret_cast<const char*>(halves.data())
                                              : reinterpret_cast<const char*>(tiles.data());
  const std::int64_t half = 200 * kDimension * (dtype == CONCORD_FLOAT16 ? 2 : 4);
  const concord_slide_options options = slide_options(dtype);
  concord_slide_distances distances{};
  distances.struct_size = sizeof distances;
  counted_work([&] {
    require_ok(concord_slide_distance(data, 200, data + half, 200, kDimension, &options, &distances, nullptr, nullptr,
                                      nullptr, nullptr));
  });
}

void slide_similarity() {
  const std::vector<float> tiles = values(kRows * kDimension), query = values(kDimension);
  std::vector<float> scores(kRows);
  const concord_slide_options options = slide_options(CONCORD_FLOAT32);
  counted_work([&] {
    require_ok(concord_slide_similarity(tiles.data(), kRows, kDimension, query.data(), 1, &options, scores.data()));
  });
}

struct Kernel {
  const char* name;
  std::function<void()> run;
};

const Kernel kKernels[] = {
    {"index.batch", [] { search(CONCORD_FLOAT32, 64); }},
    {"index.batch.float16", [] { search(CONCORD_FLOAT16, 64); }},
    {"index.single", [] { search(CONCORD_FLOAT32, 1); }},
    {"index.single.float16", [] { search(CONCORD_FLOAT16, 1); }},
    {"pool.average", [] { pool(CONCORD_FLOAT32); }},
    {"pool.average.float16", [] { pool(CONCORD_FLOAT16); }},
    {"preprocess", preprocess},
    {"slide.distance", [] { slide_distance(CONCORD_FLOAT32); }},
    {"slide.distance.float16", [] { slide_distance(CONCORD_FLOAT16); }},
    {"slide.similarity", slide_similarity},
};

}  // namespace

int main(int argc, char** argv) {
  for (const Kernel& kernel : kKernels) {
    if (argc < 2) std::puts(kernel.name);
    if (argc == 2 && std::strcmp(argv[1], kernel.name) == 0) return kernel.run(), 0;
  }
  return argc < 2 ? 0 : 2;
}
