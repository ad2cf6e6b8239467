"""The drawn diagram: look, icons, items, scene, view and still pictures of it."""
