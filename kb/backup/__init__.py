"""Copies the whole site into a folder and back: database, uploaded files, a checksum of each.

`making` writes a backup and `restoring` brings one back; `manifest` tells whole ones from others.
"""


class BackupRefused(Exception):
    """Raised with one sentence for the person at the terminal; nothing of the site was changed."""


class RestoreUnfinished(Exception):
    """Raised with one sentence for the person at the terminal: data is back, but a later step failed."""
