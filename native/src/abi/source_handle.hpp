// What a concord_source is.
#pragma once

#include <memory>

#include "index/source.hpp"

struct concord_source {
  std::unique_ptr<concord::index::Source> held;
};
