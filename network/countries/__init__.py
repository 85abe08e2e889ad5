"""Reads and writes what countries state: indicators, spreadsheets out and back in, rules, files."""
