"""A copy of the whole site in a folder, and the way back: database, uploaded files, a checksum of each.

`making` writes a backup and `restoring` brings one back; `manifest` tells whole ones from others.
"""


class BackupRefused(Exception):
    """One sentence for the person at the terminal; nothing of the site was changed."""


class RestoreUnfinished(Exception):
    """One sentence for the person at the terminal: the data is back, but a later step failed."""
