// concord/device.h: devices, and what they hold.
#include "concord/device.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "abi/device_handle.hpp"
#include "abi/guard.hpp"
#include "abi/options.hpp"
#include "abi/size.hpp"
#include "abi/source_handle.hpp"
#include "adapter/layout.hpp"
#include "device/devices.hpp"

using concord::require;
using concord::abi::guard;

namespace {

// All that the options name, the first one first.
std::vector<std::int32_t> devices_of(const concord_device_options& options) {
  std::vector<std::int32_t> devices = {options.device};
  require(options.more_device_count >= 0, "more_device_count is ", options.more_device_count,
          ", it must not be negative");
  require(options.more_device_count == 0 || options.more_devices != nullptr, "more_devices is NULL");
  require(options.more_device_count == 0 || options.faiss == 0,
          "FAISS's index lies on one device; leave the other devices out, or faiss");
  for (std::int64_t i = 0; i < options.more_device_count; ++i) {
    const std::int32_t device = options.more_devices[i];
    require(std::find(devices.begin(), devices.end(), device) == devices.end(), "device ", device, " is named twice");
    devices.push_back(device);
  }
  return devices;
}

}  // namespace

concord_status concord_device_count(int32_t* count) {
  return guard([&] {
    require(count != nullptr, "count is NULL");
    *count = static_cast<int32_t>(concord::device::list_devices().devices.size());
  });
}

concord_status concord_device_describe(int32_t device, concord_device_info* info) {
  return guard([&] {
    require(info != nullptr && info->struct_size >= sizeof info->struct_size,
            "info is NULL or its struct_size is not set");
    const concord::device::DeviceList list = concord::device::list_devices();
    const auto count = static_cast<int32_t>(list.devices.size());
    require(device >= 0 && device < count, "device is ", device, ", this machine has ", count, " of them",
            list.absence.empty() ? "" : ": ", list.absence);
    const concord::device::DeviceInfo& found = list.devices[static_cast<std::size_t>(device)];
    concord_device_info full{};
    full.struct_size = info->struct_size;
    full.major = found.major;
    full.minor = found.minor;
    full.multiprocessors = found.multiprocessors;
    full.memory_bytes = found.memory_bytes;
    full.driver_version = list.driver_version;
    std::copy_n(found.name.begin(), std::min(found.name.size(), sizeof full.name - 1), full.name);
    std::memcpy(info, &full, std::min<std::size_t>(info->struct_size, sizeof full));
  });
}

void concord_device_options_init(concord_device_options* options) {
  concord::abi::init(options);
}

concord_status concord_device_open(const concord_device_options* options, concord_device** device) {
  return guard([&] {
    const auto own = concord::abi::own_copy(options, CONCORD_SIZE_UP_TO(concord_device_options, device), "options");
    require(device != nullptr, "device is NULL");
    require(own.faiss <= 1, "faiss is ", int{own.faiss}, ", it must be 0 or 1");
    require(own.float16 <= 1, "float16 is ", int{own.float16}, ", it must be 0 or 1");
    *device = new concord_device{concord::device::Accelerator::open(
        {devices_of(own), own.budget_bytes, own.faiss != 0, own.float16 != 0, own.stream})};
  });
}

void concord_device_free(concord_device* device) {
  delete device;
}

concord_status concord_device_stream(const concord_device* device, void** stream) {
  return guard([&] {
    require(device != nullptr && stream != nullptr, "device or stream is NULL");
    *stream = device->held->stream();
  });
}

concord_status concord_device_hold(concord_device* device, const concord_source* source) {
  return guard([&] {
    require(device != nullptr && source != nullptr, "device or source is NULL");
    device->held->hold(*source->held);
  });
}

void concord_device_drop(concord_device* device, const concord_source* source) {
  if (device != nullptr && source != nullptr) device->held->drop(*source->held);
}

concord_status concord_device_adapter_apply(concord_device* device, const float* weights_p, int64_t weight_count,
                                            const concord_adapter_shape* shape, const float* vectors_nd, int64_t n,
                                            concord_cancel* cancel, float* embeddings_ne) {
  return guard([&] {
    require(device != nullptr, "device is NULL");
    const auto own = concord::abi::own_copy(shape, CONCORD_SIZE_UP_TO(concord_adapter_shape, classes), "shape");
    const std::int64_t count = concord::adapter::layout_of(own).count;
    require(weights_p != nullptr && weight_count == count, "weights_p is NULL or holds ", weight_count,
            " weights; this shape has ", count);
    require(n >= 0, "n is ", n, ", it must not be negative");
    if (n == 0) return;
    require(vectors_nd != nullptr && embeddings_ne != nullptr, "vectors_nd or embeddings_ne is NULL");
    concord::abi::product({n, own.input, 4}, "vectors_nd");
    // A failed call leaves the caller's array as it was.
    std::vector<float> embeddings(
        static_cast<std::size_t>(concord::abi::product({n, own.dimension, 4}, "embeddings_ne") / 4));
    device->held->apply_adapter({own, weights_p, vectors_nd, n, 1, cancel}, embeddings.data());
    std::copy(embeddings.begin(), embeddings.end(), embeddings_ne);
  });
}
