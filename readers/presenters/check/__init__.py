"""Prepares the self-assessment."""
