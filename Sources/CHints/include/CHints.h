#pragma once

/* Asks the processor to fetch the cache line at `address`; harmless whatever it points to. */
static inline void spillway_prefetch(const void *address) {
  __builtin_prefetch(address, 1, 3);
}
