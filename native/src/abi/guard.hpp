// The only place where exceptions become status codes. Every function of the C ABI that can fail runs inside guard().
#pragma once

#include <exception>
#include <new>
#include <string>

#include "core/error.hpp"

namespace concord::abi {

// Keeps `text` for concord_last_error on this thread. Never throws.
void set_last_error(const char* text) noexcept;

// Runs `body` and returns CONCORD_OK, or the status of what it threw.
template <typename Body>
concord_status guard(Body&& body) noexcept {
  try {
    body();
    return CONCORD_OK;
  } catch (const Error& error) {
    set_last_error(error.what());
    return error.code();
  } catch (const std::bad_alloc&) {
    set_last_error("out of memory");
    return CONCORD_OUT_OF_MEMORY;
  } catch (const std::exception& error) {
    set_last_error(error.what());
    return CONCORD_INTERNAL;
  } catch (...) {
    set_last_error("an exception of unknown type reached the ABI");
    return CONCORD_INTERNAL;
  }
}

}  // namespace concord::abi
