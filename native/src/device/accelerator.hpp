// The work that a device can do, free of CUDA's headers: what the ABI calls, in builds with and without CUDA.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "adapter/apply.hpp"
#include "index/search.hpp"
#include "pooling/pool_job.hpp"
#include "pooling/preprocess.hpp"
#include "slide/distance.hpp"

namespace concord::device {

struct AcceleratorOptions {
  std::vector<std::int32_t> devices;  // at least one; held sources are spread over all, the first does the rest
  std::int64_t budget_bytes = 0;      // of each; 0: nine tenths of what is free
  bool faiss = false;                 // searches by FAISS's own index, of one device
  bool float16 = false;               // held float32 rows take half the memory
  void* stream = nullptr;             // a cudaStream_t of the first device; nullptr: an own one
};

// Where the arrays of a pooling call lie; the numbers are those of concord_pool_options::on_device.
enum class PoolPlace { kHere = 0, kThere = 1, kVectorsHere = 2 };

// Arrays of one pooling call. shape: n, c, height, width of maps; n, t, c of tokens.
struct PoolArrays {
  const std::byte* input;
  std::int64_t shape[4];
  const std::uint8_t* mask;
  std::byte* vectors;
  PoolPlace place;
};

// All functions may be called from several threads; they wait for each other. Results and errors are those of the rooms
// that do the same work on the processor; besides, CONCORD_OUT_OF_DEVICE_MEMORY, CONCORD_DEVICE_LOST and
// CONCORD_UNSUPPORTED.
class Accelerator {
 public:
  // Throws CONCORD_UNSUPPORTED, with the reason, where there is no device.
  static std::unique_ptr<Accelerator> open(const AcceleratorOptions& options);

  Accelerator() = default;
  Accelerator(const Accelerator&) = delete;
  Accelerator& operator=(const Accelerator&) = delete;
  virtual ~Accelerator() = default;

  // A cudaStream_t: the one that all work of the first device runs on.
  virtual void* stream() const = 0;

  virtual void pool_maps(const pooling::PoolJob& job, const PoolArrays& arrays) = 0;
  virtual void pool_tokens(const pooling::PoolJob& job, const PoolArrays& arrays) = 0;
  virtual void preprocess(const pooling::Image& image, const pooling::PreprocessJob& job, float* tensor_chw) = 0;
  virtual slide::SlideAnswer compare_slides(const slide::Tiles& a, const slide::Tiles& b, Metric metric) = 0;
  virtual std::vector<float> similarity(const slide::Tiles& tiles, const float* queries_qd, std::int64_t q,
                                        Metric metric) = 0;
  virtual void apply_adapter(const adapter::ApplyRequest& request, float* embeddings) = 0;

  // The sources in device memory; a held one must not be freed before it is dropped.
  virtual void hold(const index::Source& source) = 0;
  virtual void drop(const index::Source& source) = 0;

  // Held sources on the device, the others on the processor.
  virtual index::SearchAnswer search(const std::vector<const index::Source*>& sources,
                                     const index::SearchRequest& request) = 0;
};

}  // namespace concord::device
