"""Has editors write an issue, look at it and close it."""
