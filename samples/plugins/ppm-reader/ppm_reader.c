/*
 * A slide reader for PPM images (P6, 8 bits), as a native plugin: the smallest whole one. It needs
 * concord_plugin/plugin.h and the C library. The file stays open; each region is read from it row by row, so that
 * images larger than memory can be read.
 */
#define _FILE_OFFSET_BITS 64

#include <concord_plugin/plugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum { MOST_SIDE = 1 << 22 };

struct concord_plugin_slide {
  FILE* file;
  off_t pixels; /* where the first row begins */
  int64_t width;
  int64_t height;
};

static concord_plugin_status fail(char* reason, int64_t reason_bytes, const char* text) {
  if (reason_bytes > 0) snprintf(reason, (size_t)reason_bytes, "%s", text);
  return CONCORD_PLUGIN_FAILED;
}

/* Passes white space and comments, then reads a number of at most 7 digits; -1 when there is none. */
static int64_t read_number(FILE* file) {
  int c = fgetc(file);
  while (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '#') {
    if (c == '#') {
      while (c != '\n' && c != EOF) c = fgetc(file);
    }
    c = fgetc(file);
  }
  int64_t number = -1;
  for (int digits = 0; c >= '0' && c <= '9' && digits < 7; digits++) {
    number = (number < 0 ? 0 : number * 10) + (c - '0');
    c = fgetc(file);
  }
  ungetc(c, file);
  return number;
}

static uint8_t recognises(const char* path) {
  char magic[3] = {0};
  FILE* file = fopen(path, "rb");
  if (file == NULL) return 0;
  const size_t got = fread(magic, 1, 3, file);
  fclose(file);
  return got == 3 && magic[0] == 'P' && magic[1] == '6' && strchr(" \t\r\n#", magic[2]) != NULL;
}

static void close_slide(concord_plugin_slide* slide) {
  if (slide == NULL) return;
  fclose(slide->file);
  free(slide);
}

/* Reads the header and makes sure that the file holds the pixels it claims. */
static const char* read_header(concord_plugin_slide* slide) {
  char magic[2];
  if (fread(magic, 1, 2, slide->file) != 2 || memcmp(magic, "P6", 2) != 0) return "it is no PPM image (P6)";
  slide->width = read_number(slide->file);
  slide->height = read_number(slide->file);
  const int64_t most = read_number(slide->file);
  if (slide->width < 1 || slide->width > MOST_SIDE || slide->height < 1 || slide->height > MOST_SIDE) {
    return "its header states no size that can be";
  }
  if (most != 255) return "only 8 bits a sample (255) are read";
  fgetc(slide->file); /* the one white space behind the header */
  slide->pixels = ftello(slide->file);
  if (fseeko(slide->file, 0, SEEK_END) != 0) return "it cannot be read";
  if (ftello(slide->file) - slide->pixels < 3 * slide->width * slide->height) return "it is cut off";
  return NULL;
}

static concord_plugin_status open_slide(const char* path, concord_plugin_slide** slide, char* reason,
                                        int64_t reason_bytes) {
  concord_plugin_slide* opened = calloc(1, sizeof *opened);
  if (opened == NULL) return CONCORD_PLUGIN_OUT_OF_MEMORY;
  opened->file = fopen(path, "rb");
  if (opened->file == NULL) {
    free(opened);
    return fail(reason, reason_bytes, "it cannot be opened");
  }
  const char* problem = read_header(opened);
  if (problem != NULL) {
    close_slide(opened);
    return fail(reason, reason_bytes, problem);
  }
  *slide = opened;
  return CONCORD_PLUGIN_OK;
}

static concord_plugin_status facts(concord_plugin_slide* slide, concord_slide_facts_v1* facts) {
  (void)slide;
  facts->level_count = 1;
  facts->mpp = 0;
  facts->objective_power = 0;
  return CONCORD_PLUGIN_OK;
}

static concord_plugin_status level(concord_plugin_slide* slide, int32_t index, concord_slide_level_v1* level) {
  if (index != 0) return CONCORD_PLUGIN_FAILED;
  level->width = slide->width;
  level->height = slide->height;
  level->downsample = 1;
  return CONCORD_PLUGIN_OK;
}

static int64_t clamp(int64_t value, int64_t most) {
  return value < 0 ? 0 : value > most ? most : value;
}

static concord_plugin_status read_region(concord_plugin_slide* slide, int32_t level_index, int64_t x, int64_t y,
                                         int32_t width, int32_t height, uint8_t* rgb, char* reason,
                                         int64_t reason_bytes) {
  if (level_index != 0) return fail(reason, reason_bytes, "it has one level");
  memset(rgb, 255, (size_t)3 * (size_t)width * (size_t)height);
  if (x >= slide->width || y >= slide->height || x < -(int64_t)width || y < -(int64_t)height) return CONCORD_PLUGIN_OK;
  const int64_t left = clamp(x, slide->width), right = clamp(x + width, slide->width);
  const int64_t top = clamp(y, slide->height), bottom = clamp(y + height, slide->height);
  for (int64_t row = top; row < bottom; row++) {
    const size_t bytes = (size_t)(3 * (right - left));
    const off_t at = slide->pixels + 3 * (row * slide->width + left);
    uint8_t* to = rgb + 3 * ((row - y) * width + (left - x));
    if (fseeko(slide->file, at, SEEK_SET) != 0 || fread(to, 1, bytes, slide->file) != bytes) {
      return fail(reason, reason_bytes, "its pixels cannot be read");
    }
  }
  return CONCORD_PLUGIN_OK;
}

static const concord_slide_reader_v1 reader = {
    .struct_size = sizeof reader,
    .recognises = recognises,
    .open = open_slide,
    .close = close_slide,
    .facts = facts,
    .level = level,
    .read_region = read_region,
};

static const void* find(concord_interface_id id) {
  const int known = id.high == CONCORD_SLIDE_READER_V1_HIGH && id.low == CONCORD_SLIDE_READER_V1_LOW;
  return known ? &reader : NULL;
}

void concord_plugin_describe(concord_plugin_description* description) {
  description->abi_major = CONCORD_PLUGIN_ABI_MAJOR;
  description->abi_minor = 0;
  description->id = "ppm-reader";
  description->version = "1.0.0";
}

concord_plugin_status concord_plugin_load(const concord_host* host, concord_plugin* plugin, char* reason,
                                          int64_t reason_bytes) {
  (void)host;
  (void)reason;
  (void)reason_bytes;
  plugin->find = find;
  return CONCORD_PLUGIN_OK;
}

void concord_plugin_unload(void) {}
