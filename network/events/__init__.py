"""Says who looks after events and the press review, and writes calendar files."""
