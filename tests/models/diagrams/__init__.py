"""Tests of models.diagrams."""
