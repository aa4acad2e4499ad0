// Preprocessing on a device.
#pragma once

#include "device/context.hpp"
#include "pooling/preprocess.hpp"

namespace concord::device {

// As pooling::preprocess, with the same bits, for n images of one size that lie one behind the other in host memory,
// rows without gaps: rgb_nhwc, n * height * width * 3 bytes, to tensor_nchw, n * 3 * output_height * output_width.
// Throws CONCORD_UNSUPPORTED for a reduction so strong that the pixels of one output pixel outgrow a block (1,000 and
// more to one).
void preprocess(Context& context, const std::uint8_t* rgb_nhwc, std::int64_t n, std::int64_t width, std::int64_t height,
                const pooling::PreprocessJob& job, float* tensor_nchw);

}  // namespace concord::device
