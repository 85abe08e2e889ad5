"""Screens for what correspondents propose for the thesaurus, under /admin/thesaurus/."""
