"""Prepares pages on partners, countries, twin regions, events and the carbon market."""
