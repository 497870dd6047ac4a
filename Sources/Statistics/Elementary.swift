import TimeAndChance

/// Returns ln `x`, the same bits everywhere.
func naturalLog(_ x: Double) -> Double { DeterministicMath.log(x) }

/// Returns e raised to `x`, the same bits everywhere.
func naturalExp(_ x: Double) -> Double { DeterministicMath.exp(x) }
