#include "random.h"
#include "CFloors.h"
#include <string.h>

double floor_edges[257];

void floor_set_ziggurat(const double *edges) { memcpy(floor_edges, edges, sizeof floor_edges); }

__attribute__((noinline)) double exponential_outside(random_stream *s, int layer, double x) {
  double beyond = 0;
  for (;;) {
    if (x < floor_edges[layer + 1]) return beyond + x;
    if (layer == 0) {
      beyond += floor_edges[1];
    } else {
      double low = exp(-floor_edges[layer]), high = exp(-floor_edges[layer + 1]);
      if (low + (high - low) * unit(s) < exp(-x)) return beyond + x;
    }
    uint64_t bits = draw(s);
    layer = (int)(bits & 255);
    x = (double)(int64_t)(bits >> 11) * 0x1p-53 * floor_edges[layer];
  }
}
