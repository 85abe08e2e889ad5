"""Prepares what the page of a practice is made of."""
