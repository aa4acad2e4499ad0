/*
 * Concord devices: graphics processors that do the same work.
 *
 * A device is given in the options of a call (pooling, preprocessing, slides, search); NULL means the processor.
 * Results are those of the processor: the same bits where a function promises them, else within the error that it
 * names. A build without CUDA, a machine without a driver and one without a device all have no devices; everything else
 * works there.
 */
#ifndef CONCORD_DEVICE_H
#define CONCORD_DEVICE_H

#include "concord/adapter.h"
#include "concord/core.h"
#include "concord/index.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many devices this machine has; 0 is no failure. */
CONCORD_API concord_status concord_device_count(int32_t* count);

typedef struct concord_device_info {
  uint32_t struct_size;
  int32_t major; /* compute capability, as in 9.0 */
  int32_t minor;
  int32_t multiprocessors;
  int64_t memory_bytes;
  int32_t driver_version; /* of CUDA: 1000 * major + 10 * minor */
  int32_t reserved;       /* zero */
  uint8_t name[64];       /* UTF-8, ends in a zero byte */
} concord_device_info;

/* Describes device 0 .. count-1. Set info->struct_size first. CONCORD_BAD_ARGUMENT for others. */
CONCORD_API concord_status concord_device_describe(int32_t device, concord_device_info* info);

typedef struct concord_device_options {
  uint32_t struct_size;
  int32_t device;       /* 0 .. count-1 */
  int64_t budget_bytes; /* memory to take at most, of each device; 0 = nine tenths of what is free at opening */
  uint8_t faiss;        /* 1: held sources are searched by FAISS's own GpuIndexIVFFlat or GpuIndexFlat, where they can:
                           without filter and exclusion, up to 2,048 hits and lists; the processor does the others */
  uint8_t float16;     /* 1: held float32 rows take half the memory; the same rows and bits, since what lies near enough
                          is decided by the processor from the rows themselves. Of FAISS's indexes GpuIndexFlat alone */
  uint8_t reserved[6]; /* zero */
  void* stream; /* a cudaStream_t of the caller's, of `device`, to work on, so that what ran there before needs no
                   wait; NULL = an own one */
  const int32_t* more_devices; /* further devices, none twice: a held source is spread evenly over all of them, each of
                                  which scans its rows; everything else is done by `device`. Not with faiss */
  int64_t more_device_count;
} concord_device_options;

/* Fills *options with defaults: device 0 alone. */
CONCORD_API void concord_device_options_init(concord_device_options* options);

/*
 * Opens a device; free it with concord_device_free when no call uses it. CONCORD_UNSUPPORTED where there is none, with
 * the reason. Calls that are given one device wait for each other. They fail with CONCORD_OUT_OF_DEVICE_MEMORY when the
 * budget does not hold even the smallest piece of their work, CONCORD_DEVICE_LOST when the device stopped answering,
 * and CONCORD_UNSUPPORTED for the few inputs that the processor alone can take; the same call without a device then
 * serves.
 */
CONCORD_API concord_status concord_device_open(const concord_device_options* options, concord_device** device);

/* Closes it and gives its memory back. */
CONCORD_API void concord_device_free(concord_device* device);

/*
 * The stream that the device works on, a cudaStream_t, for others to put their work on: a call's work begins when what
 * they put there before is done. Good until concord_device_free.
 */
CONCORD_API concord_status concord_device_stream(const concord_device* device, void** stream);

/*
 * Copies a source into the device's memory, where searches that are given the device then scan it. Its checksums are
 * verified on the way. Nothing happens when it is held already. CONCORD_OUT_OF_DEVICE_MEMORY when it does not fit.
 */
CONCORD_API concord_status concord_device_hold(concord_device* device, const concord_source* source);

/* Gives the source's memory back; call it before concord_source_free. Nothing happens when the device does not hold it.
 */
CONCORD_API void concord_device_drop(concord_device* device, const concord_source* source);

/*
 * concord_adapter_apply on a device, within the error of float32 sums: cuBLAS adds in an order of its own.
 * CONCORD_UNSUPPORTED when cuBLAS is not installed.
 */
CONCORD_API concord_status concord_device_adapter_apply(concord_device* device, const float* weights_p,
                                                        int64_t weight_count, const concord_adapter_shape* shape,
                                                        const float* vectors_nd, int64_t n, concord_cancel* cancel,
                                                        float* embeddings_ne);

#ifdef __cplusplus
}
#endif

#endif
