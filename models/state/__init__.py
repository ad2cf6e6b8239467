"""What the person chose and where they are: the evented state, its settings file and where files live."""
