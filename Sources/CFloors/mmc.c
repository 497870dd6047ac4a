#include "CFloors.h"
#include "ladder.h"

floor_result floor_mmc(int64_t customers, int64_t servers, double utilisation, uint64_t seed) {
  random_stream s = stream_of(seed);
  ladder events;
  // The tick that suits 30,000 servers of one second each: about 30 departures.
  ladder_create(&events, servers + 16, 20);
  const uint32_t mask = (1u << 20) - 1;
  int64_t *queue = malloc((mask + 1) * sizeof *queue);
  uint32_t head = 0, tail = 0;
  const double service = 1e9, gap = 1e9 / (utilisation * (double)servers);
  floor_result r = {0, 0, 0};
  int64_t busy = 0, arrived = 0;
  uint64_t next = (uint64_t)nanoseconds(gap * exponential(&s));
  while (r.count < customers) {
    uint64_t due = ladder_peek(&events);
    if (next < due) {
      if (LIKELY(busy < servers)) {
        busy++;
        ladder_push(&events, next + (uint64_t)nanoseconds(service * exponential(&s)), next);
      } else {
        queue[tail++ & mask] = (int64_t)next;
      }
      next = ++arrived < customers ? next + (uint64_t)nanoseconds(gap * exponential(&s)) : ~0ull;
    } else {
      entry e = ladder_pop(&events);
      uint64_t spent = e.time - e.payload;
      r.sum += (double)spent;
      r.checksum = r.checksum * 31 + spent;
      r.count++;
      if (UNLIKELY(head != tail)) {
        uint64_t stamp = (uint64_t)queue[head++ & mask];
        ladder_push(&events, e.time + (uint64_t)nanoseconds(service * exponential(&s)), stamp);
      } else {
        busy--;
      }
    }
  }
  r.sum *= 1e-9;
  free(queue);
  ladder_destroy(&events);
  return r;
}
