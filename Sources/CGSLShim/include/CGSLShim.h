#pragma once
/* Getters for GSL's mutable globals and its per-thread error handler. */
int spillway_gsl_ready(void);
