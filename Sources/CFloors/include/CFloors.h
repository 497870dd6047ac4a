#pragma once
/* Straight-line floors: what the machine can do. */
int spillway_floors_version(void);
