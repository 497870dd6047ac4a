// The product's generator and its exponential draw, to the bit.
#pragma once
#include <math.h>
#include <stdint.h>

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

extern double floor_edges[257];

typedef struct {
  uint64_t a, b, c, d;
} random_stream;

static inline uint64_t rotated(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

static inline uint64_t next_key(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15ull);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

static inline random_stream stream_of(uint64_t seed) {
  random_stream s;
  s.a = next_key(&seed);
  s.b = next_key(&seed);
  s.c = next_key(&seed);
  s.d = next_key(&seed);
  return s;
}

static inline uint64_t draw(random_stream *s) {
  uint64_t result = rotated(s->a + s->d, 23) + s->a;
  uint64_t t = s->b << 17;
  s->c ^= s->a;
  s->d ^= s->b;
  s->b ^= s->c;
  s->a ^= s->d;
  s->c ^= t;
  s->d = rotated(s->d, 45);
  return result;
}

static inline double unit(random_stream *s) { return (double)(draw(s) >> 11) * 0x1p-53; }

double exponential_outside(random_stream *s, int layer, double x);

static inline double exponential(random_stream *s) {
  uint64_t bits = draw(s);
  int layer = (int)(bits & 255);
  double x = (double)(int64_t)(bits >> 11) * 0x1p-53 * floor_edges[layer];
  if (LIKELY(x < floor_edges[layer + 1])) return x;
  return exponential_outside(s, layer, x);
}

// Nanoseconds to the nearest, as the product rounds.
static inline int64_t nanoseconds(double x) { return (int64_t)x; }
