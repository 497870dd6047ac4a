#include "CGSLShim.h"

int spillway_gsl_ready(void) { return 1; }
