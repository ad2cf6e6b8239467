"""Questions the engine answers beyond one bill: break-evens, maps, thresholds, sensitivity, memory tuning."""
