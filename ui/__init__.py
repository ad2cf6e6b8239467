"""Everything that touches Qt: window, tabs, widgets, theme."""
