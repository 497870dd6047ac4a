#pragma once
/* GSL's error handler, made safe for threads: instead of aborting the process, the first error of
   each thread is kept until it is taken. Its constants, which are mutable globals in C, come through
   getters, because Swift 6 refuses to read a mutable global. */

#include <gsl/gsl_min.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_roots.h>

/* Returns the first error since the last call on this thread, 0 for none, and forgets it. */
int spillway_gsl_take_error(void);

/* Returns what GSL says about an error code. The text is static. */
const char *spillway_gsl_error_text(int code);

const gsl_qrng_type *spillway_gsl_sobol(void);
const gsl_multimin_fminimizer_type *spillway_gsl_simplex(void);
