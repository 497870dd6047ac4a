#include "CFloors.h"

int spillway_floors_version(void) { return 1; }
