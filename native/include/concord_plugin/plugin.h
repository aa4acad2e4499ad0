/*
 * Native plugins of Concord. This header is all that one needs: nothing is linked, C11 or C++17.
 *
 * A plugin is a shared library that exports the three functions at the end of this file. Each side offers the other
 * interfaces, structs of functions found by a 128-bit id. A struct that was shipped is never changed: a version 2 has
 * an id of its own and stands beside it. What is not known is NULL.
 *
 * Conventions:
 *  1. Functions that can fail return a concord_plugin_status; 0 is done. Outputs are then set, and otherwise left as
 * they were.
 *  2. `reason` receives why it failed: UTF-8, at most reason_bytes with the zero at the end, for people, without
 * contents of files. It may be left empty.
 *  3. Strings are UTF-8 with a zero at the end and belong to the side that gives them; they are valid during the call
 * unless it says otherwise.
 *  4. Structs begin with struct_size, set by the side that fills them.
 *  5. No exception, longjmp or exit leaves a function.
 */
#ifndef CONCORD_PLUGIN_PLUGIN_H
#define CONCORD_PLUGIN_PLUGIN_H

#include <stdint.h>

#if defined(_WIN32)
#define CONCORD_PLUGIN_EXPORT __declspec(dllexport)
#else
#define CONCORD_PLUGIN_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The contract of this header. A host loads a plugin of the same major number that asks for no higher minor one. */
#define CONCORD_PLUGIN_ABI_MAJOR 1
#define CONCORD_PLUGIN_ABI_MINOR 0

/* What a call came to; one of concord_plugin_status_code. */
typedef int32_t concord_plugin_status;

enum concord_plugin_status_code {
  CONCORD_PLUGIN_OK = 0,
  CONCORD_PLUGIN_FAILED = 1,       /* The reason says why. */
  CONCORD_PLUGIN_UNSUPPORTED = 2,  /* Of concord_plugin_load: this host is not one that the plugin can live in. */
  CONCORD_PLUGIN_OUT_OF_MEMORY = 3 /* Memory ran out. */
};

/* Names an interface. */
typedef struct concord_interface_id {
  uint64_t high;
  uint64_t low;
} concord_interface_id;

/* What a plugin says of itself. Strings live as long as the library. */
typedef struct concord_plugin_description {
  uint32_t struct_size; /* set by the host before the call */
  uint32_t abi_major;   /* CONCORD_PLUGIN_ABI_MAJOR of the header it was built with */
  uint32_t abi_minor;   /* the lowest minor number that it can do with */
  uint32_t reserved;    /* zero */
  const char* id;       /* as in plugin.json */
  const char* version;  /* as in plugin.json */
} concord_plugin_description;

/* The host, valid until concord_plugin_unload returns. */
typedef struct concord_host {
  uint32_t struct_size;
  uint32_t abi_major;
  uint32_t abi_minor;
  uint32_t reserved; /* zero */
  /* An interface of the host, or NULL. Any thread. */
  const void* (*find)(concord_interface_id id);
} concord_host;

/* The interfaces of a plugin, filled by concord_plugin_load; what it points to lives until concord_plugin_unload. */
typedef struct concord_plugin {
  uint32_t struct_size; /* set by the host before the call */
  uint32_t reserved;    /* zero */
  /* An interface of the plugin, or NULL. Any thread. */
  const void* (*find)(concord_interface_id id);
} concord_plugin;

/* Of the host: 6b1f0a52-9f0e-4c1c-8f62-5d1c7be1a001 */
#define CONCORD_LOG_V1_HIGH UINT64_C(0x6b1f0a529f0e4c1c)
#define CONCORD_LOG_V1_LOW UINT64_C(0x8f625d1c7be1a001)

typedef struct concord_log_v1 {
  uint32_t struct_size;
  uint32_t reserved; /* zero */
  /* A line for the person who runs the host. Never contents of slides or names of patients. Any thread. */
  void (*write)(const char* text);
} concord_log_v1;

/* Of a plugin that reads slides: 2d7c1e06-4b0a-4f5d-9a3b-0c5e8f21b001 */
#define CONCORD_SLIDE_READER_V1_HIGH UINT64_C(0x2d7c1e064b0a4f5d)
#define CONCORD_SLIDE_READER_V1_LOW UINT64_C(0x9a3b0c5e8f21b001)

/* An open slide; the plugin's own. */
typedef struct concord_plugin_slide concord_plugin_slide;

/* What a slide is. */
typedef struct concord_slide_facts_v1 {
  uint32_t struct_size;   /* set by the host before the call */
  int32_t level_count;    /* 1 to 64 */
  double mpp;             /* micrometres a level-0 pixel; 0 when not known */
  double objective_power; /* magnification; 0 when not known */
} concord_slide_facts_v1;

/* One resolution of a slide. */
typedef struct concord_slide_level_v1 {
  uint32_t struct_size; /* set by the host before the call */
  uint32_t reserved;    /* zero */
  int64_t width;        /* pixels a row */
  int64_t height;       /* rows */
  double downsample;    /* level-0 pixels a pixel of this level along one side; 1 for level 0, which is the largest */
} concord_slide_level_v1;

/*
 * Reads slides. A slide is used by one thread at a time, different slides by several. Label and macro images are never
 * read: they show the patient.
 */
typedef struct concord_slide_reader_v1 {
  uint32_t struct_size;
  uint32_t reserved; /* zero */

  /* 1 when the file looks like a slide of this reader by its name and first bytes; 0 for every other, a missing one
   * included. */
  uint8_t (*recognises)(const char* path);

  /* Opens a slide; *slide is closed by the host. */
  concord_plugin_status (*open)(const char* path, concord_plugin_slide** slide, char* reason, int64_t reason_bytes);

  /* Closes a slide. Accepts NULL. */
  void (*close)(concord_plugin_slide* slide);

  concord_plugin_status (*facts)(concord_plugin_slide* slide, concord_slide_facts_v1* facts);

  concord_plugin_status (*level)(concord_plugin_slide* slide, int32_t index, concord_slide_level_v1* level);

  /*
   * Reads a rectangle of a level: width x height of its pixels, x and y in level-0 pixels. rgb: height * width * 3
   * bytes, R G B, rows without padding; the caller's. What lies outside of the slide is white (255).
   */
  concord_plugin_status (*read_region)(concord_plugin_slide* slide, int32_t level, int64_t x, int64_t y, int32_t width,
                                       int32_t height, uint8_t* rgb, char* reason, int64_t reason_bytes);
} concord_slide_reader_v1;

/* ---- What a plugin exports ---- */

/* Says what the plugin is, and does nothing else: no thread, no file, no allocation. */
CONCORD_PLUGIN_EXPORT void concord_plugin_describe(concord_plugin_description* description);

/* Makes the plugin ready and fills *plugin. May refuse, and says why. */
CONCORD_PLUGIN_EXPORT concord_plugin_status concord_plugin_load(const concord_host* host, concord_plugin* plugin,
                                                                char* reason, int64_t reason_bytes);

/* Undoes concord_plugin_load. Every slide is closed by then. Not called after a load that failed. */
CONCORD_PLUGIN_EXPORT void concord_plugin_unload(void);

#ifdef __cplusplus
}
#endif

#endif
