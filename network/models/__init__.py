"""Stores partners, what countries state, regions that look for a twin, events and press."""
