/*
 * Concord core: conventions, status codes, element types, cancellation.
 *
 * Conventions that hold for every function of this library, so that each needs few words:
 *
 *  1. Every function that can fail returns a concord_status; CONCORD_OK is 0. Results leave through the last pointers.
 *     A failed call leaves its outputs as they were.
 *  2. concord_last_error() gives the text of the last failure on this thread: what was wrong, where, what to do.
 *     It is valid until the next Concord call on the same thread.
 *  3. Handles are distinct incomplete structs. The caller releases what it created with the matching _free function,
 *     which never fails, returns nothing and accepts NULL.
 *  4. Arrays are row-major and contiguous, owned by the caller, and only read or written during the call. Suffixes name
 *     the axes: vectors_nd is n rows of d elements.
 *  5. Counts and sizes are int64_t, truth values uint8_t (0 or 1). Strings are UTF-8 and end in a zero byte.
 *  6. Option structs begin with struct_size and are filled by their _init function before fields are changed. Fields
 * are only ever appended. Zero means "the default" unless the field says otherwise.
 *  7. Handles may be used from several threads at once unless their type says otherwise. Functions without a handle are
 *     safe on any thread. No function keeps global state.
 *  8. No exception, signal or exit leaves this library. Callbacks run on the calling thread unless said otherwise.
 */
#ifndef CONCORD_CORE_H
#define CONCORD_CORE_H

#include <stdint.h>

#if defined(_WIN32)
#if defined(CONCORD_BUILDING_LIBRARY)
#define CONCORD_API __declspec(dllexport)
#else
#define CONCORD_API __declspec(dllimport)
#endif
#else
#define CONCORD_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The ABI this header describes. A library serves a caller when the major numbers are equal and its minor is not less.
 */
#define CONCORD_ABI_MAJOR 1
#define CONCORD_ABI_MINOR 4

/* What a call came to; one of concord_status_code. The codes say what the caller can do about it. */
typedef int32_t concord_status;

/* Values of concord_status. Numbers are never reused. */
enum concord_status_code {
  CONCORD_OK = 0,
  CONCORD_BAD_ARGUMENT = 1,         /* The caller passed something that cannot be; the text names it. */
  CONCORD_NOT_FOUND = 2,            /* A file or row that was asked for does not exist. */
  CONCORD_ALREADY_EXISTS = 3,       /* The file to create is there already. */
  CONCORD_LOCKED = 4,               /* Another process holds the lock; try later. */
  CONCORD_CORRUPT = 5,              /* A stored checksum or structure does not hold; restore or rebuild. */
  CONCORD_OUT_OF_MEMORY = 6,        /* Host memory ran out; ask for less. */
  CONCORD_OUT_OF_DEVICE_MEMORY = 7, /* Accelerator memory ran out; ask for less or use the CPU. */
  CONCORD_DEVICE_LOST = 8,          /* The accelerator stopped answering; open it again or use the CPU. */
  CONCORD_CANCELLED = 9,            /* The cancel handle of the call was raised. */
  CONCORD_UNSUPPORTED = 10,         /* This build, file version or machine cannot do it. */
  CONCORD_IO_ERROR = 11,            /* The operating system refused a read or write; the text carries its reason. */
  CONCORD_DISK_FULL = 12,           /* No space or quota is left; free some and go on. */
  CONCORD_NEWER_FORMAT = 13,        /* The file was written by a newer version; update Concord. */
  CONCORD_POISONED = 14,            /* This writer failed to reach the disk before; reopen from the committed state. */
  CONCORD_INTERNAL = 15             /* A defect of Concord; please report the text. */
};

/* Element types of arrays; the values are stored in files. */
enum concord_dtype {
  CONCORD_FLOAT32 = 1,
  CONCORD_FLOAT16 = 2, /* IEEE 754 binary16 */
  CONCORD_BFLOAT16 = 3 /* the upper half of a float32; accepted as input, never stored */
};

/* The ABI version of the loaded library: major << 16 | minor. */
CONCORD_API uint32_t concord_abi_version(void);

/* The release of the loaded library, as "major.minor.patch". Static storage. */
CONCORD_API const char* concord_version(void);

/* The text of the last failure on the calling thread, or "" when there was none. */
CONCORD_API const char* concord_last_error(void);

/* The instruction set the kernels run with on this machine, as Highway names it ("AVX3", "AVX2", "NEON", "SSE4", ...).
 * The environment variable CONCORD_SIMD, read once, may lower it: "avx512", "avx2", "sse4", "scalar". Static storage.
 */
CONCORD_API const char* concord_simd_level(void);

/* The version of the FAISS library linked in, for example "1.7.3". Static storage. */
CONCORD_API const char* concord_faiss_version(void);

/* A flag that stops long calls. Any thread may raise it; the calls it was given to return CONCORD_CANCELLED soon after.
 */
typedef struct concord_cancel concord_cancel;

/* Creates a lowered flag; free it with concord_cancel_free once no call uses it. */
CONCORD_API concord_status concord_cancel_create(concord_cancel** cancel);

/* Raises the flag for good. */
CONCORD_API void concord_cancel_raise(concord_cancel* cancel);

/* Frees the flag. */
CONCORD_API void concord_cancel_free(concord_cancel* cancel);

/* A graphics processor, see concord/device.h. */
typedef struct concord_device concord_device;

/* Told how far a long call has come: done of total units. Called on the thread that made the call. */
typedef void (*concord_progress)(void* state, int64_t done, int64_t total);

/* XXH3-64 with seed 0 of `size` bytes: the checksum used in all of Concord's files. */
CONCORD_API concord_status concord_hash64(const void* bytes, int64_t size, uint64_t* hash);

#ifdef __cplusplus
}
#endif

#endif
