"""Keeps the directory of partners: rules, tables in and out, the map, who complements whom."""
