#include "CFloors.h"
#include "random.h"
#include <stdlib.h>

// A 4-ary heap of (time, order and kind), children of i at 4i + 1 … 4i + 4 in one cache line.
typedef struct {
  int64_t time;
  uint64_t key;
} event;

typedef struct {
  event *a;
  long n;
} heap;

static inline int before(const event *x, const event *y) {
  return x->time < y->time || (x->time == y->time && x->key < y->key);
}

static inline void heap_down(heap *q, event x) {
  event *a = q->a;
  long n = q->n, i = 0;
  for (;;) {
    long c = 4 * i + 1;
    if (c >= n) break;
    long end = c + 4 < n ? c + 4 : n, m = c;
    for (long j = c + 1; j < end; j++)
      if (before(&a[j], &a[m])) m = j;
    if (!before(&a[m], &x)) break;
    a[i] = a[m];
    i = m;
  }
  a[i] = x;
}

static inline void heap_push(heap *q, event x) {
  event *a = q->a;
  long i = q->n++;
  while (i) {
    long p = (i - 1) >> 2;
    if (!before(&x, &a[p])) break;
    a[i] = a[p];
    i = p;
  }
  a[i] = x;
}

static inline void heap_pop(heap *q) {
  event last = q->a[--q->n];
  if (q->n) heap_down(q, last);
}

floor_result floor_mm1(int64_t customers, double utilisation, uint64_t seed) {
  random_stream s = stream_of(seed);
  const uint32_t mask = (1u << 16) - 1;
  int64_t *stamps = malloc((mask + 1) * sizeof *stamps);
  uint32_t head = 0, tail = 0;
  heap q = {(event *)aligned_alloc(64, 1088 * sizeof(event)) + 3, 0};
  const double gap = 1e9 / utilisation, service = 1e9;
  uint64_t order = 0;
  int64_t arrived = 0, served = 0;
  floor_result r = {0, 0, 0};
  heap_push(&q, (event){nanoseconds(gap * exponential(&s)), order++ << 1});
  while (q.n) {
    event e = q.a[0];
    if ((e.key & 1) == 0) {
      int idle = head == tail;
      stamps[tail++ & mask] = e.time;
      if (++arrived < customers) {
        heap_down(&q, (event){e.time + nanoseconds(gap * exponential(&s)), order++ << 1});
        if (idle)
          heap_push(&q,
                    (event){e.time + nanoseconds(service * exponential(&s)), order++ << 1 | 1});
      } else if (idle) {
        heap_down(&q, (event){e.time + nanoseconds(service * exponential(&s)), order++ << 1 | 1});
      } else {
        heap_pop(&q);
      }
    } else {
      int64_t spent = e.time - stamps[head++ & mask];
      r.sum += (double)spent;
      r.checksum = r.checksum * 31 + (uint64_t)spent;
      served++;
      if (head != tail) {
        heap_down(&q, (event){e.time + nanoseconds(service * exponential(&s)), order++ << 1 | 1});
      } else {
        heap_pop(&q);
      }
    }
  }
  free(stamps);
  free(q.a - 3);
  r.count = served;
  r.sum *= 1e-9;
  return r;
}
