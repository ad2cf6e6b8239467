"""One thin widget per tab; tabs never import each other."""
