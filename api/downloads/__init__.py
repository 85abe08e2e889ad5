"""Gives all public practices away as files, made by the worker and served as they are."""
