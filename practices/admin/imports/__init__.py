"""Brings files of correspondents in: looked at first, made into drafts as a whole, undone as a whole."""
