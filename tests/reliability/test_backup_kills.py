"""Kills during backup, publishing and uploading at an everyday size; docs/reliability.md has the full one."""

from collections.abc import Callable

from tests.reliability.test_processes import run


def test_what_was_acknowledged_outlives_kills_and_what_is_named_a_backup_is_whole(
    record_property: Callable[[str, object], None],
) -> None:
    record_property("killed site", run("killed_site", "--kills", "3"))
