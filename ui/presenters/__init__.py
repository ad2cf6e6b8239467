"""Qt-free logic of the tabs: what to show, in which order, with which words."""
