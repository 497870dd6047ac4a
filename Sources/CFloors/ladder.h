// A chunked-bucket ladder without cancellation, retuning or limits; times and payloads of 64 bits.
#pragma once
#include "random.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  uint64_t time, payload;
} entry;

typedef struct {
  uint64_t time, order, payload;
} side_entry;

enum { CHUNK = 32, LEVEL_BITS = 12, SLOTS = 1 << LEVEL_BITS };
#define NOTHING 0xffffffffu

typedef struct {
  uint32_t head, end;
} slot;

typedef struct {
  int shift, levels;
  uint64_t tick;
  entry *pool;
  uint32_t free_chunk, carved;
  slot *slots;
  uint64_t *occupied, *summary;
  entry *run, *scratch;
  long run_next, run_end;
  uint32_t *bins;
  side_entry *side;
  long side_count;
  uint64_t side_order;
  long count;
} ladder;

static inline void ladder_create(ladder *w, long capacity, int shift) {
  memset(w, 0, sizeof *w);
  w->shift = shift;
  w->levels = (64 - shift + LEVEL_BITS - 1) / LEVEL_BITS;
  long slots = (long)w->levels * SLOTS;
  long chunks = capacity / (CHUNK - 1) + 3 * SLOTS + 1024;
  w->pool = aligned_alloc(64, chunks * CHUNK * sizeof(entry));
  w->free_chunk = NOTHING;
  w->slots = malloc(slots * sizeof(slot));
  memset(w->slots, 0xff, slots * sizeof(slot));
  w->occupied = calloc(slots / 64 + 1, 8);
  w->summary = calloc(w->levels, 8);
  w->run = malloc((capacity + 16) * sizeof(entry));
  w->scratch = malloc((capacity + 16) * sizeof(entry));
  w->bins = malloc((1 << 20) * sizeof(uint32_t));
  w->side = malloc(65544 * sizeof(side_entry));
  for (long i = 0; i < 65544; i++) w->side[i] = (side_entry){~0ull, ~0ull, 0};
}

static inline void ladder_destroy(ladder *w) {
  free(w->pool);
  free(w->slots);
  free(w->occupied);
  free(w->summary);
  free(w->run);
  free(w->scratch);
  free(w->bins);
  free(w->side);
}

static inline int side_before(const side_entry *x, const side_entry *y) {
  unsigned __int128 a = ((unsigned __int128)x->time << 64) | x->order;
  unsigned __int128 b = ((unsigned __int128)y->time << 64) | y->order;
  return a < b;
}

static inline void side_push(ladder *w, uint64_t time, uint64_t payload) {
  side_entry e = {time, w->side_order++, payload};
  side_entry *b = w->side;
  long i = w->side_count++;
  while (i > 0) {
    long parent = (i - 1) >> 2;
    if (!side_before(&e, b + parent)) break;
    b[i] = b[parent];
    i = parent;
  }
  b[i] = e;
}

static inline entry side_pop(ladder *w) {
  side_entry *b = w->side;
  side_entry top = b[0];
  long n = --w->side_count;
  side_entry last = b[n];
  b[n] = (side_entry){~0ull, ~0ull, 0};
  if (n) {
    long i = 0;
    for (;;) {
      long c = 4 * i + 1;
      if (c >= n) break;
      long x = c + side_before(b + c + 1, b + c);
      long y = c + 2 + side_before(b + c + 3, b + c + 2);
      long m = side_before(b + y, b + x) ? y : x;
      if (!side_before(b + m, &last)) break;
      b[i] = b[m];
      i = m;
    }
    b[i] = last;
  }
  return (entry){top.time, top.payload};
}

static inline void ladder_insert(ladder *w, uint64_t time, uint64_t payload, uint64_t tick) {
  int level = (63 - __builtin_clzll(tick ^ w->tick)) / LEVEL_BITS;
  uint32_t at = (uint32_t)(tick >> (LEVEL_BITS * level)) & (SLOTS - 1);
  uint32_t g = ((uint32_t)level << LEVEL_BITS) + at;
  uint32_t end = w->slots[g].end;
  if (UNLIKELY((end & (CHUNK - 1)) == 0 || end == NOTHING)) {
    uint32_t chunk = w->free_chunk;
    if (chunk != NOTHING) {
      w->free_chunk = (uint32_t)w->pool[(long)chunk * CHUNK].time;
    } else {
      chunk = w->carved++;
    }
    w->pool[(long)chunk * CHUNK].time = NOTHING;
    if (end == NOTHING) {
      w->slots[g].head = chunk;
      w->occupied[g >> 6] |= 1ull << (g & 63);
      w->summary[level] |= 1ull << (at >> 6);
    } else {
      w->pool[(long)((end - 1) / CHUNK) * CHUNK].time = chunk;
    }
    end = chunk * CHUNK + 1;
  }
  w->pool[end] = (entry){time, payload};
  w->slots[g].end = end + 1;
}

static inline void ladder_push(ladder *w, uint64_t time, uint64_t payload) {
  w->count++;
  uint64_t tick = time >> w->shift;
  if (UNLIKELY(tick <= w->tick)) {
    side_push(w, time, payload);
  } else {
    ladder_insert(w, time, payload, tick);
  }
}

static inline int ladder_find(ladder *w, int level, uint32_t after) {
  uint32_t base = ((uint32_t)level << LEVEL_BITS) >> 6;
  uint32_t start = after + 1;
  if (start >= SLOTS) return -1;
  uint32_t word = start >> 6;
  uint64_t here = w->occupied[base + word] & (~0ull << (start & 63));
  if (here) return (int)(word << 6) + __builtin_ctzll(here);
  if (word == 63) return -1;
  uint64_t later = w->summary[level] & (~0ull << (word + 1));
  if (!later) return -1;
  word = (uint32_t)__builtin_ctzll(later);
  return (int)(word << 6) + __builtin_ctzll(w->occupied[base + word]);
}

static inline void ladder_sort(ladder *w, long n) {
  entry *from = w->scratch, *to = w->run;
  if (n <= 8) {
    for (long i = 0; i < n; i++) {
      entry e = from[i];
      long j = i;
      while (j > 0 && to[j - 1].time > e.time) {
        to[j] = to[j - 1];
        j--;
      }
      to[j] = e;
    }
    return;
  }
  int bits = 64 - __builtin_clzll((uint64_t)n - 1);
  if (bits > w->shift) bits = w->shift;
  if (bits > 19) bits = 19;
  int down = w->shift - bits;
  uint32_t mask = (1u << bits) - 1, *bins = w->bins, total = 0;
  memset(bins, 0, (4ul << bits) + 4);
  for (long i = 0; i < n; i++) bins[((from[i].time >> down) & mask) + 1]++;
  for (uint32_t i = 0; i <= mask; i++) {
    total += bins[i];
    bins[i] = total;
  }
  for (long i = 0; i < n; i++) to[bins[(from[i].time >> down) & mask]++] = from[i];
  for (long i = 1; i < n; i++) {
    entry e = to[i];
    if (to[i - 1].time > e.time) {
      long j = i;
      do {
        to[j] = to[j - 1];
        j--;
      } while (j > 0 && to[j - 1].time > e.time);
      to[j] = e;
    }
  }
}

static __attribute__((noinline)) void ladder_advance(ladder *w) {
  w->run_next = w->run_end = 0;
  int level = 0;
  for (;;) {
    uint32_t own = (uint32_t)(w->tick >> (LEVEL_BITS * level)) & (SLOTS - 1);
    int found = ladder_find(w, level, own);
    if (found < 0) {
      level++;
      continue;
    }
    uint32_t g = ((uint32_t)level << LEVEL_BITS) + (uint32_t)found;
    slot taken = w->slots[g];
    w->slots[g] = (slot){NOTHING, NOTHING};
    w->occupied[g >> 6] &= ~(1ull << (g & 63));
    if (!w->occupied[g >> 6]) w->summary[level] &= ~(1ull << ((uint32_t)found >> 6));
    uint64_t low = ((uint64_t)1 << (LEVEL_BITS * level)) - 1;
    uint64_t own_bits = (uint64_t)(SLOTS - 1) << (LEVEL_BITS * level);
    w->tick = (w->tick & ~(low | own_bits)) | ((uint64_t)found << (LEVEL_BITS * level));
    long n = 0;
    uint32_t chunk = taken.head, last = (taken.end - 1) / CHUNK;
    for (;;) {
      entry *e = w->pool + (long)chunk * CHUNK;
      uint32_t next = (uint32_t)e->time;
      uint32_t filled = chunk == last ? ((taken.end - 1) & (CHUNK - 1)) : CHUNK - 1;
      if (level == 0) {
        memcpy(w->scratch + n, e + 1, filled * sizeof(entry));
        n += filled;
      } else {
        for (uint32_t i = 1; i <= filled; i++) {
          uint64_t tick = e[i].time >> w->shift;
          if (tick == w->tick) {
            w->scratch[n++] = e[i];
          } else {
            ladder_insert(w, e[i].time, e[i].payload, tick);
          }
        }
      }
      e->time = w->free_chunk;
      w->free_chunk = chunk;
      if (chunk == last) break;
      chunk = next;
    }
    if (n) {
      ladder_sort(w, n);
      w->run_end = n;
      return;
    }
    level = 0;
  }
}

static inline entry ladder_pop(ladder *w) {
  w->count--;
  if (LIKELY(w->side_count == 0)) {
    if (w->run_next == w->run_end) ladder_advance(w);
    return w->run[w->run_next++];
  }
  if (w->run_next < w->run_end && w->run[w->run_next].time <= w->side[0].time)
    return w->run[w->run_next++];
  return side_pop(w);
}

// The time of the next entry. Nothing earlier than it may be pushed afterwards, except at or
// before the current tick, which goes to the side heap.
static inline uint64_t ladder_peek(ladder *w) {
  if (UNLIKELY(w->count == 0)) return ~0ull;
  if (LIKELY(w->side_count == 0)) {
    if (w->run_next == w->run_end) ladder_advance(w);
    return w->run[w->run_next].time;
  }
  return w->run_next < w->run_end && w->run[w->run_next].time <= w->side[0].time
             ? w->run[w->run_next].time
             : w->side[0].time;
}
