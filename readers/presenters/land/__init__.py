"""Prepares the reader's land, places, zones and maps."""
