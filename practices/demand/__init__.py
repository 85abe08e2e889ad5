"""Counts what readers look for, by day, without anything of who they are (docs/demand.md)."""
