#include "CFloors.h"
#include "ladder.h"

// One server: in-flight calls of eight connections, ten one-second buckets of answers, a breaker.
typedef struct {
  uint64_t bucket_end;
  uint32_t good[10], bad[10], all_good, all_bad;
  uint8_t bucket, open;
  uint64_t until;
  uint16_t busy[8], limit[8];
} server;

enum { SERVERS = 100, CONNECTIONS = 8, KNOTS = 4096 };

static inline void turn(server *s, uint64_t now) {
  while (now >= s->bucket_end) {
    s->bucket = s->bucket == 9 ? 0 : s->bucket + 1;
    s->all_good -= s->good[s->bucket];
    s->all_bad -= s->bad[s->bucket];
    s->good[s->bucket] = s->bad[s->bucket] = 0;
    s->bucket_end += 1000000000ull;
  }
}

// A round trip from 4,097 equally likely knots, straight between them; the tails end at the last.
static inline uint64_t round_trip(random_stream *s, const double *quantiles) {
  uint64_t bits = draw(s);
  uint32_t knot = (uint32_t)(bits >> 52);
  double f = (double)(bits & ((1ull << 52) - 1)) * 0x1p-52;
  return (uint64_t)(quantiles[knot] + f * (quantiles[knot + 1] - quantiles[knot]));
}

static uint64_t histogram[64 * 64];

static inline void record(uint64_t value) {
  value >>= 10;
  int high = 63 - __builtin_clzll(value | 63);
  int down = high - 6 < 0 ? 0 : high - 6;
  histogram[(down << 6) + (value >> down)]++;
}

floor_mini_result floor_mini(double seconds, double rate, const double *quantiles, uint64_t seed) {
  floor_mini_result r = {0, 0, 0, 0, 0, 0, 0};
  static server servers[SERVERS];
  ladder events;
  ladder_create(&events, 1 << 21, 17);
  random_stream arrivals = stream_of(seed), spread = stream_of(seed + 1);
  random_stream trips = stream_of(seed + 2), answers = stream_of(seed + 3);
  for (int i = 0; i < SERVERS; i++) {
    memset(&servers[i], 0, sizeof(server));
    servers[i].bucket_end = 1000000000ull;
    for (int c = 0; c < CONNECTIONS; c++)
      servers[i].limit[c] = (uint16_t)(1000 + draw(&spread) % 3001);
  }
  memset(histogram, 0, sizeof histogram);
  uint64_t end = (uint64_t)(seconds * 1e9);
  double mean = 1e9 / rate, at = exponential(&arrivals) * mean;
  uint64_t next = (uint64_t)at;
  for (;;) {
    uint64_t due = ladder_peek(&events), now, created;
    uint32_t home, attempt;
    if (next <= due) {
      now = next;
      if (now >= end) break;
      at += exponential(&arrivals) * mean;
      next = (uint64_t)at;
      r.arrivals++;
      created = now;
      attempt = 0;
      home = (uint32_t)(((draw(&spread) >> 32) * SERVERS) >> 32);
    } else {
      if (due >= end) break;
      entry e = ladder_pop(&events);
      now = e.time;
      created = e.payload >> 14;
      home = e.payload & 127;
      attempt = (e.payload >> 10) & 7;
      if (((e.payload >> 13) & 1) == 0) {
        server *s = &servers[home];
        s->busy[(e.payload >> 7) & 7]--;
        if (now >= s->bucket_end) turn(s, now);
        uint32_t luck = (uint32_t)(draw(&answers) >> 32);
        if (LIKELY(luck > 128849018u)) {
          s->good[s->bucket]++;
          s->all_good++;
          r.delivered++;
          record(now - created);
          continue;
        }
        if (luck < 42949672u) {
          s->good[s->bucket]++;
          s->all_good++;
          r.permanent++;
          continue;
        }
        s->bad[s->bucket]++;
        s->all_bad++;
        uint32_t all = s->all_good + s->all_bad;
        if (!s->open && all >= 1000 && s->all_bad * 2 > all) {
          s->open = 1;
          s->until = now + 5000000000ull;
        }
        if (attempt >= 5) {
          r.expired++;
          continue;
        }
        uint64_t again = now + 50000000000ull + (uint64_t)(unit(&answers) * 20e9);
        r.retried++;
        ladder_push(&events, again,
                    (created << 14) | (1u << 13) | ((uint64_t)(attempt + 1) << 10) | home);
        continue;
      }
    }
    server *s = &servers[home];
    if (UNLIKELY(s->open) && now >= s->until) s->open = 0;
    uint32_t c = (uint32_t)(now >> 3) & 7, tried = 0;
    while (tried < CONNECTIONS && s->busy[c] >= s->limit[c]) {
      c = (c + 1) & 7;
      tried++;
    }
    if (UNLIKELY(s->open || tried == CONNECTIONS)) {
      r.refused++;
      ladder_push(&events, now + 60000000000ull,
                  (created << 14) | (1u << 13) | ((uint64_t)attempt << 10) | home);
      continue;
    }
    s->busy[c]++;
    r.attempts++;
    ladder_push(&events, now + round_trip(&trips, quantiles),
                (created << 14) | ((uint64_t)attempt << 10) | ((uint64_t)c << 7) | home);
  }
  ladder_destroy(&events);
  return r;
}
