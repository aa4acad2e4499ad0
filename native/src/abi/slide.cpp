// concord/slide.h: comparing slides.
#include "concord/slide.h"

#include <algorithm>
#include <cstring>

#include "abi/device_handle.hpp"
#include "abi/guard.hpp"
#include "abi/options.hpp"
#include "abi/size.hpp"
#include "slide/distance.hpp"
#include "slide/similarity.hpp"

namespace {

using concord::require;
using concord::abi::guard;
using concord::abi::product;
using concord::slide::SlideRequest;
using concord::slide::Tiles;

concord_slide_options own_options(const concord_slide_options* caller_options) {
  auto options = concord::abi::own_copy(caller_options, CONCORD_SIZE_UP_TO(concord_slide_options, metric), "options");
  if (options.dtype == 0) options.dtype = CONCORD_FLOAT32;
  require(concord::is_stored_dtype(options.dtype), "dtype is ", options.dtype,
          ", it must be 0, float32 (1) or float16 (2)");
  require(options.threads >= 0, "threads is ", options.threads, ", it must not be negative");
  return options;
}

SlideRequest request_of(const concord_slide_options& options) {
  return {concord::metric_of(options.metric), options.threads, options.cancel};
}

Tiles tiles_of(const void* elements, std::int64_t count, std::int64_t d, std::int32_t dtype, const char* name) {
  require(count >= 1 && d >= 1, name, " holds ", count, " tiles of ", d, " elements; both must be at least 1");
  require(elements != nullptr, name, " is NULL");
  product({count, d, 4}, name);
  return {static_cast<const std::byte*>(elements), dtype, count, d};
}

template <typename Number>
void give(const std::vector<Number>& values, Number* to) {
  if (to != nullptr) std::copy(values.begin(), values.end(), to);
}

void give(concord_slide_distances value, concord_slide_distances* to) {
  value.struct_size = to->struct_size;
  std::memcpy(to, &value, std::min<std::size_t>(to->struct_size, sizeof value));
}

}  // namespace

void concord_slide_options_init(concord_slide_options* options) {
  concord::abi::init(options);
  if (options != nullptr) options->metric = -1;
}

concord_status concord_slide_distance(const void* tiles_a_nd, int64_t n, const void* tiles_b_md, int64_t m, int64_t d,
                                      const concord_slide_options* caller_options, concord_slide_distances* distances,
                                      int64_t* nearest_in_b_n, float* distance_to_b_n, int64_t* nearest_in_a_m,
                                      float* distance_to_a_m) {
  return guard([&] {
    const concord_slide_options options = own_options(caller_options);
    const Tiles a = tiles_of(tiles_a_nd, n, d, options.dtype, "tiles_a_nd");
    const Tiles b = tiles_of(tiles_b_md, m, d, options.dtype, "tiles_b_md");
    require(distances != nullptr && distances->struct_size >= CONCORD_SIZE_UP_TO(concord_slide_distances, symmetric),
            "distances is NULL, or its struct_size is not set");
    const SlideRequest request = request_of(options);
    const auto answer = options.device != nullptr ? options.device->held->compare_slides(a, b, request.metric)
                                                  : concord::slide::compare_slides(a, b, request);
    concord_slide_distances found{};
    found.a_to_b = concord::slide::median_of(answer.in_b.distance);
    found.b_to_a = concord::slide::median_of(answer.in_a.distance);
    found.symmetric = (found.a_to_b + found.b_to_a) / 2;
    give(found, distances);
    give(answer.in_b.tile, nearest_in_b_n);
    give(answer.in_b.distance, distance_to_b_n);
    give(answer.in_a.tile, nearest_in_a_m);
    give(answer.in_a.distance, distance_to_a_m);
  });
}

concord_status concord_slide_similarity(const void* tiles_nd, int64_t n, int64_t d, const float* queries_qd, int64_t q,
                                        const concord_slide_options* caller_options, float* scores_qn) {
  return guard([&] {
    const concord_slide_options options = own_options(caller_options);
    const Tiles tiles = tiles_of(tiles_nd, n, d, options.dtype, "tiles_nd");
    require(q >= 1 && queries_qd != nullptr, "queries_qd is NULL or q is ", q, ", at least 1 is needed");
    require(scores_qn != nullptr, "scores_qn is NULL");
    product({q, d, 4}, "queries_qd");
    product({q, n, 4}, "scores_qn");
    const SlideRequest request = request_of(options);
    give(options.device != nullptr ? options.device->held->similarity(tiles, queries_qd, q, request.metric)
                                   : concord::slide::similarity(tiles, queries_qd, q, request),
         scores_qn);
  });
}
