"""Reports on the practices of a person's regions, and their tables to take away."""
