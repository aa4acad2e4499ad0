/* All of Concord's C ABI. */
#ifndef CONCORD_CONCORD_H
#define CONCORD_CONCORD_H

#include "concord/adapter.h"
#include "concord/core.h"
#include "concord/device.h"
#include "concord/file.h"
#include "concord/index.h"
#include "concord/pooling.h"
#include "concord/preprocess.h"
#include "concord/slide.h"
#include "concord/vector.h"

#endif
