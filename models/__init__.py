"""What is true without a screen: content, costs, durations, comparisons, diagrams, state. Never imports Qt."""
