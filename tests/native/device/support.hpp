// What the tests of this folder share: a device, or the reason to skip.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "device/context.hpp"
#include "device/devices.hpp"

namespace concord::test {

// Tests of kernels; skipped on machines without a device.
class OnDevice : public testing::Test {
 protected:
  void SetUp() override {
    if (device::list_devices().devices.empty()) GTEST_SKIP() << "skipped: no device";
    context = std::make_unique<device::Context>(0);
  }

  // Every test gives back what it took.
  void TearDown() override {
    if (context == nullptr) return;
    EXPECT_EQ(context->available(), context->budget());
  }

  std::unique_ptr<device::Context> context;
};

}  // namespace concord::test
