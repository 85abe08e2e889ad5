"""Reads practices from tables: files of spreadsheets, CSV, and points on a map."""
