#include "pooling/reference.hpp"

#include <limits>

#include "pooling/element.hpp"

namespace concord::pooling {
namespace {

float first_value(const PoolJob& job) {
  return job.mode == CONCORD_POOL_MAX ? -std::numeric_limits<float>::infinity() : 0.0f;
}

// One more element for a partial result.
float step(const PoolJob& job, float partial, float x) {
  if (job.mode == CONCORD_POOL_MAX) return larger(partial, x);
  if (job.mode == CONCORD_POOL_GEM) return partial + raise(x < job.gem_epsilon ? job.gem_epsilon : x, job.gem_power);
  return partial + x;
}

float combine(const PoolJob& job, float* lanes) {
  if (job.mode == CONCORD_POOL_MAX) return combine_lanes(lanes, larger);
  return combine_lanes(lanes, [](float a, float b) { return a + b; });
}

// `plane` is the position of the channel's first element in the map.
float pool_bin(const PoolJob& job, const MapView& map, std::int64_t plane, const Runs& runs) {
  float lanes[kLanes];
  for (float& lane : lanes) lane = first_value(job);
  for (std::int64_t run = 0; run < runs.count; ++run) {
    for (std::int64_t j = 0; j < runs.length; ++j) {
      const std::int64_t position = runs.offset + run * runs.stride + j;
      if (map.keep != nullptr && map.keep[position] == 0) continue;
      lanes[j % kLanes] = step(job, lanes[j % kLanes], load_element(map.elements, job.input_dtype, plane + position));
    }
  }
  return finish_pooled(job, combine(job, lanes), map.keep != nullptr ? map.kept : runs.elements());
}

}  // namespace

void pool_map_reference(const PoolJob& job, const MapView& map, float* pooled) {
  for (std::int64_t channel = 0; channel < map.c; ++channel) {
    for (std::int64_t y = 0; y < job.output_height; ++y) {
      for (std::int64_t x = 0; x < job.output_width; ++x) {
        const Runs runs = runs_of_bin(adaptive_bin(y, job.output_height, map.height),
                                      adaptive_bin(x, job.output_width, map.width), map.width);
        *pooled++ = pool_bin(job, map, channel * map.height * map.width, runs);
      }
    }
  }
}

void pool_tokens_reference(const PoolJob& job, const TokenView& tokens, float* pooled) {
  for (std::int64_t channel = 0; channel < tokens.c; ++channel) {
    float value = first_value(job);
    for (std::int64_t token = 0; token < tokens.t; ++token) {
      if (tokens.keep != nullptr && tokens.keep[token] == 0) continue;
      value = step(job, value, load_element(tokens.elements, job.input_dtype, token * tokens.c + channel));
    }
    pooled[channel] = finish_pooled(job, value, tokens.kept);
  }
}

}  // namespace concord::pooling
