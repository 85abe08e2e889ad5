"""Keeps territories that look for a twin, what they state, and expressions of interest."""
