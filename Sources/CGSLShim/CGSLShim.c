#include "CGSLShim.h"

#include <gsl/gsl_errno.h>

static _Thread_local int first_error = 0;

static void keep_first(const char *reason, const char *file, int line, int code) {
  (void)reason;
  (void)file;
  (void)line;
  if (first_error == 0) first_error = code;
}

/* Before main, so that no thread can meet the default handler, which aborts. */
__attribute__((constructor)) static void install(void) { gsl_set_error_handler(keep_first); }

int spillway_gsl_take_error(void) {
  int code = first_error;
  first_error = 0;
  return code;
}

const char *spillway_gsl_error_text(int code) { return gsl_strerror(code); }

const gsl_qrng_type *spillway_gsl_sobol(void) { return gsl_qrng_sobol; }

const gsl_multimin_fminimizer_type *spillway_gsl_simplex(void) {
  return gsl_multimin_fminimizer_nmsimplex2;
}
