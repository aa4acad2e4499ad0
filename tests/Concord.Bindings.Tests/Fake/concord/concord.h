/*
 * A small ABI that has one of everything.
 *
 *  1. A list item
 *     of two lines.
 *  2. Another.
 */
#ifndef FAKE_CONCORD_H
#define FAKE_CONCORD_H

#include <stdint.h>

#define CONCORD_ABI_MAJOR 3
#define CONCORD_ABI_MINOR 7

typedef int32_t concord_status;

/* Fruits, <sweet> & sour. */
enum concord_fruit {
  CONCORD_FRUIT_APPLE = 1,      /* Keeps long. */
  CONCORD_FRUIT_BLOOD_ORANGE = 4
};

/* A basket. Opaque. */
typedef struct concord_basket concord_basket;

/* Told how full it is. */
typedef void (*concord_filling)(void* state, int64_t done, double share);

/* A place in a basket. */
typedef struct concord_place {
  int64_t row;
  int64_t column; /* from the left,
                     from 0 */
} concord_place;

typedef struct concord_pick_options {
  uint32_t struct_size;
  int32_t fruit;              /* a concord_fruit */
  float weights[3];
  uint8_t reserved[4];
  concord_basket* basket;     /* may be NULL */
  const uint8_t* mask;
} concord_pick_options;

/* Fills *options. */
void concord_pick_options_init(concord_pick_options* options);

/* Weaves a basket named `name`. The note may be NULL. */
concord_status concord_basket_create(const char* name, const char* note, concord_basket** basket);

/* Frees the basket. */
void concord_basket_free(concord_basket* basket);

concord_status concord_basket_fill(const concord_basket* basket, concord_filling filling, void* state, concord_basket* spare);

/* Picks from several baskets. */
concord_status concord_pick(const concord_basket* const* baskets, int32_t basket_count, const concord_pick_options* options,
                            const concord_place* places, int64_t place_count, float* weights_n);

/* A name. Static storage. */
const char* concord_name(void);

/* A number. */
uint32_t concord_count(int32_t fruit, int64_t lock);

#endif
