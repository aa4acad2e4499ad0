// What a concord_device is.
#pragma once

#include <memory>

#include "device/accelerator.hpp"

struct concord_device {
  std::unique_ptr<concord::device::Accelerator> held;
};
