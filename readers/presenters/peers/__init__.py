"""Prepares what peers told, asked and answered, and the forms for it."""
