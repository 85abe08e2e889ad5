"""Holds the one door that every picture, document and recording comes in by."""
