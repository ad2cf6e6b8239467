"""Small reusable widgets that know the theme and nothing of the content."""
