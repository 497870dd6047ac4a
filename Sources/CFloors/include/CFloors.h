// Straight-line floors: what the machine can do with a job when every feature is left out.
//
// The product runs the same jobs with the same draws, so that results are compared before speeds.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a job found: equal numbers on both sides, or the speeds are not worth comparing.
typedef struct {
  int64_t count;
  double sum;
  uint64_t checksum;
} floor_result;

// The layers of the exponential ziggurat, 257 edges; to be handed over once.
void floor_set_ziggurat(const double *edges);

// Hold: `pending` events, each taken one is scheduled again after the next of 16,384 increments.
typedef struct floor_hold floor_hold;
floor_hold *floor_hold_create(int64_t pending, const int64_t *increments);
uint64_t floor_hold_run(floor_hold *hold, int64_t operations);
void floor_hold_destroy(floor_hold *hold);

// M/M/1 by a 4-ary heap; `count` customers served, `sum` of their times in the system in seconds.
floor_result floor_mm1(int64_t customers, double utilisation, uint64_t seed);

// M/M/c by the ladder, departures in it, the next arrival beside it.
floor_result floor_mmc(int64_t customers, int64_t servers, double utilisation, uint64_t seed);

// The gateway mini-model: messages packed into 64 bits, breaker windows, histogram, parked retries.
typedef struct {
  int64_t arrivals, attempts, delivered, permanent, retried, refused, expired;
} floor_mini_result;
floor_mini_result floor_mini(double seconds, double rate, const double *quantiles, uint64_t seed);

// The gateway job by a binary heap and the C++ library's generators, as one would write it.
typedef struct {
  int64_t offered, attempts, delivered, failed, parked, largest_queue, trips;
  double mean, p50, p99, last_queued;
} floor_job_result;
floor_job_result floor_gateway_job(int with_breaker, uint64_t seed, double seconds);

// Calls of malloc and its relatives since the process started.
uint64_t floor_allocations(void);

// CPU seconds of this process, and of this thread.
double floor_cpu_seconds(void);

// The largest and the present resident size in bytes.
int64_t floor_peak_bytes(void);
int64_t floor_resident_bytes(void);

// Times an empty call through a pointer that the optimiser cannot see through.
void floor_keep(uint64_t value);

#ifdef __cplusplus
}
#endif
