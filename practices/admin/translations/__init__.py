"""Has people translate: what waits, side by side with the original, or in a table of their own."""
