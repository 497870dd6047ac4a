import TimeAndChance

/// Returns ln `x`, the same bits everywhere.
func naturalLog(_ x: Double) -> Double { DeterministicMath.log(x) }

/// Returns e raised to `x`, the same bits everywhere.
func naturalExp(_ x: Double) -> Double { DeterministicMath.exp(x) }

/// Returns e raised to `x`, less 1.
func expMinusOne(_ x: Double) -> Double { DeterministicMath.expm1(x) }

/// Returns sin(2π·`turns`).
func wave(_ turns: Double) -> Double { DeterministicMath.sine(ofTurns: turns) }
