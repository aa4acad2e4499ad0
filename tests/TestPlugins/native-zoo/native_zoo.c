/* A native plugin that does what the names of files tell it: "open-segfault", "read-hang". Built with -DZOO_... for
 * what it says of itself. */
#include <concord_plugin/plugin.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef ZOO_MINOR
#define ZOO_MINOR 0
#endif
#ifndef ZOO_ID
#define ZOO_ID "native-zoo"
#endif

struct concord_plugin_slide {
  char path[4096];
};

static void act(const char* path, const char* when) {
  const char* name = strrchr(path, '/');
  name = name == NULL ? path : name + 1;
  const size_t length = strlen(when);
  if (strncmp(name, when, length) != 0 || name[length] != '-') return;
  const char* what = name + length + 1;
  volatile uintptr_t nowhere = 16;
  if (strcmp(what, "segfault") == 0) *(volatile char*)nowhere = 1;
  if (strcmp(what, "abort") == 0) abort();
  if (strcmp(what, "exit") == 0) _exit(3);
  if (strcmp(what, "hang") == 0) {
    for (;;) pause();
  }
}

static uint8_t recognises(const char* path) {
  act(path, "recognise");
  return 1;
}

static concord_plugin_status open_slide(const char* path, concord_plugin_slide** slide, char* reason,
                                        int64_t reason_bytes) {
  act(path, "open");
  if (strstr(path, "refuse-quietly") != NULL) return CONCORD_PLUGIN_FAILED;
  if (strstr(path, "refuse-endlessly") != NULL) {
    memset(reason, 'x', (size_t)reason_bytes);
    return CONCORD_PLUGIN_FAILED;
  }
  *slide = calloc(1, sizeof **slide);
  strncpy((*slide)->path, path, sizeof(*slide)->path - 1);
  return CONCORD_PLUGIN_OK;
}

static void close_slide(concord_plugin_slide* slide) {
  free(slide);
}

static concord_plugin_status facts(concord_plugin_slide* slide, concord_slide_facts_v1* facts) {
  facts->level_count = strstr(slide->path, "claim-levels") != NULL ? 1000000 : 1;
  facts->mpp = 0.25;
  return CONCORD_PLUGIN_OK;
}

static concord_plugin_status level(concord_plugin_slide* slide, int32_t index, concord_slide_level_v1* level) {
  (void)index;
  level->width = strstr(slide->path, "claim-size") != NULL ? INT64_MAX : 5000;
  level->height = 4000;
  level->downsample = 1;
  return CONCORD_PLUGIN_OK;
}

static concord_plugin_status read_region(concord_plugin_slide* slide, int32_t index, int64_t x, int64_t y,
                                         int32_t width, int32_t height, uint8_t* rgb, char* reason,
                                         int64_t reason_bytes) {
  (void)index, (void)reason, (void)reason_bytes;
  act(slide->path, "read");
  for (int64_t row = 0; row < height; row++) {
    for (int64_t i = 0; i < 3 * (int64_t)width; i++) {
      rgb[row * 3 * width + i] = (uint8_t)(7 * (x + i / 3) + 13 * (y + row) + i % 3);
    }
  }
  return CONCORD_PLUGIN_OK;
}

static const concord_slide_reader_v1 reader = {sizeof reader, 0,     recognises, open_slide,
                                               close_slide,   facts, level,      read_region};

static const void* find(concord_interface_id id) {
  return id.high == CONCORD_SLIDE_READER_V1_HIGH ? &reader : NULL;
}

void concord_plugin_describe(concord_plugin_description* description) {
  description->abi_major = CONCORD_PLUGIN_ABI_MAJOR;
  description->abi_minor = ZOO_MINOR;
  description->id = ZOO_ID;
  description->version = "1.0.0";
}

concord_plugin_status concord_plugin_load(const concord_host* host, concord_plugin* plugin, char* reason,
                                          int64_t reason_bytes) {
#ifdef ZOO_REFUSE
  (void)host, (void)plugin;
  strncpy(reason, "there is no licence for it", (size_t)reason_bytes);
  return CONCORD_PLUGIN_UNSUPPORTED;
#else
  (void)reason, (void)reason_bytes;
  const concord_interface_id log_id = {CONCORD_LOG_V1_HIGH, CONCORD_LOG_V1_LOW};
  const concord_interface_id unknown = {1, 2};
  const concord_log_v1* log = host->find(log_id);
  if (log == NULL || host->find(unknown) != NULL) return CONCORD_PLUGIN_UNSUPPORTED;
  log->write("loaded");
  plugin->find = find;
  return CONCORD_PLUGIN_OK;
#endif
}

void concord_plugin_unload(void) {}
