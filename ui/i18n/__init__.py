"""Qt's own texts in the language of the window."""
