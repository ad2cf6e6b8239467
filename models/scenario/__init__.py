"""Keeping and sharing: scenario files and codes, power-tuning results, fleets of workloads as CSV."""
