#include "CFloors.h"
#include "ladder.h"

enum { INCREMENTS = 16384 };

struct floor_hold {
  ladder events;
  const int64_t *increments;
  long next;
  uint64_t checksum;
};

floor_hold *floor_hold_create(int64_t pending, const int64_t *increments) {
  floor_hold *hold = calloc(1, sizeof *hold);
  ladder_create(&hold->events, pending + 16, pending < 1000 ? 12 : 17);
  hold->increments = increments;
  uint64_t keys = 42;
  for (int64_t i = 0; i < pending; i++)
    ladder_push(&hold->events, (uint64_t)increments[next_key(&keys) & (INCREMENTS - 1)],
                (uint64_t)i);
  return hold;
}

uint64_t floor_hold_run(floor_hold *hold, int64_t operations) {
  uint64_t sum = hold->checksum;
  long next = hold->next;
  for (int64_t i = 0; i < operations; i++) {
    entry e = ladder_pop(&hold->events);
    sum = sum * 31 + (e.time ^ e.payload);
    ladder_push(&hold->events, e.time + (uint64_t)hold->increments[next], e.payload);
    next = (next + 1) & (INCREMENTS - 1);
  }
  hold->next = next;
  hold->checksum = sum;
  return sum;
}

void floor_hold_destroy(floor_hold *hold) {
  ladder_destroy(&hold->events);
  free(hold);
}
