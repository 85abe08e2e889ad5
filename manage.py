#!/usr/bin/env python3
"""The door for every command. `kb.bootstrap` makes the environment first, so a bare Python is enough."""

import sys


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (this file must still say so on an old Python)
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"Twin Fields needs Python 3.11 or newer; this is Python {found}, so run it with a newer one."
        )
    from kb.bootstrap import run

    run(sys.argv)


if __name__ == "__main__":
    main()
