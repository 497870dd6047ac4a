// The gateway job as one would write it in an afternoon: a binary heap of events, the library's
// Mersenne twister and distributions, exact percentiles by sorting at the end.
#include "CFloors.h"
#include <algorithm>
#include <cmath>
#include <deque>
#include <queue>
#include <random>
#include <vector>

namespace {

struct Event {
  double time;
  uint32_t order;
  int kind;
  uint32_t job;
  bool operator<(const Event &other) const {
    return time != other.time ? time > other.time : order > other.order;
  }
};

struct JobBreaker {
  int state = 0, sent = 0, done = 0, bad = 0, trips = 0;
  double until = 0;
  long key[10], calls[10], failures[10];
  JobBreaker() { clear(); }
  void clear() {
    for (int i = 0; i < 10; i++) key[i] = -1, calls[i] = failures[i] = 0;
  }
  bool allows(double now) {
    if (state == 0) return true;
    if (state == 1) {
      if (now < until) return false;
      state = 2;
      sent = done = bad = 0;
    }
    if (sent >= 20) return false;
    sent++;
    return true;
  }
  void trip(double now) {
    state = 1;
    until = now + 30;
    trips++;
    clear();
  }
  void record(double now, bool good) {
    if (state == 1) return;
    if (state == 2) {
      done++;
      bad += !good;
      if (done < 20) return;
      if (double(bad) / done > 0.25) {
        trip(now);
      } else {
        state = 0;
        clear();
      }
      return;
    }
    long second = long(now);
    int at = int(second % 10);
    if (key[at] != second) {
      key[at] = second;
      calls[at] = failures[at] = 0;
    }
    calls[at]++;
    failures[at] += !good;
    if (good) return;
    long all = 0, failed = 0;
    for (int j = 0; j < 10; j++)
      if (key[j] > second - 10) all += calls[j], failed += failures[j];
    if (all >= 100 && double(failed) / double(all) > 0.25) trip(now);
  }
};

}  // namespace

extern "C" floor_job_result floor_gateway_job(int with_breaker, uint64_t seed, double seconds) {
  std::mt19937_64 chance(seed);
  std::exponential_distribution<double> gap(5000);
  std::lognormal_distribution<double> service(std::log(0.05), std::log(8) / 2.3263478740408408);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<double> offered;
  std::vector<uint8_t> tries;
  std::priority_queue<Event> events;
  std::deque<uint32_t> waiting;
  JobBreaker breaker;
  std::vector<float> latencies;
  floor_job_result r = {};
  int busy = 0;
  uint32_t order = 0;
  auto start = [&](double now, uint32_t job) {
    busy++;
    events.push({now + service(chance), order++, 1, job});
  };
  auto attempt = [&](double now, uint32_t job) {
    if (with_breaker && !breaker.allows(now)) {
      r.parked++;
      return;
    }
    r.attempts++;
    if (busy < 500) {
      start(now, job);
    } else {
      waiting.push_back(job);
      r.largest_queue = std::max<int64_t>(r.largest_queue, int64_t(waiting.size()));
    }
  };
  events.push({gap(chance), order++, 0, 0});
  while (!events.empty()) {
    Event e = events.top();
    events.pop();
    double now = e.time;
    if (now >= seconds) break;
    if (e.kind == 0) {
      r.offered++;
      events.push({now + gap(chance), order++, 0, 0});
      offered.push_back(now);
      tries.push_back(0);
      attempt(now, uint32_t(offered.size() - 1));
      continue;
    }
    busy--;
    bool failing = now >= seconds / 3 && now < seconds * 2 / 3;
    bool good = !(failing && unit(chance) < 0.4);
    if (with_breaker) breaker.record(now, good);
    if (!waiting.empty()) {
      r.last_queued = now;
      uint32_t job = waiting.front();
      waiting.pop_front();
      start(now, job);
    }
    if (good) {
      r.delivered++;
      latencies.push_back(float(now - offered[e.job]));
    } else if (tries[e.job] < 3) {
      tries[e.job]++;
      attempt(now, e.job);
    } else {
      r.failed++;
    }
  }
  std::sort(latencies.begin(), latencies.end());
  double sum = 0;
  for (float x : latencies) sum += x;
  size_t n = latencies.size();
  r.trips = breaker.trips;
  if (n == 0) return r;
  r.mean = sum / double(n);
  r.p50 = latencies[n / 2];
  r.p99 = latencies[size_t(double(n) * 0.99)];
  return r;
}
