"""Replay of published worked examples through the engine's own functions."""
