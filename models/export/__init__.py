"""Taking an answer away: one neutral document, and a writer for each format that holds exactly what is shown."""
