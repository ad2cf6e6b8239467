"""Charts. The only place that knows pyqtgraph; imported when the first chart is about to be shown."""
