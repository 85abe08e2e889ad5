#!/usr/bin/env bash
# Writes the four lock files anew from pyproject.toml, with hashes, for Python 3.11 and newer on any system. What is
# pinned stays as it is; `--upgrade` takes the newest of everything, `--upgrade-package NAME` of one. Needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  local file=$1
  shift
  uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
    --custom-compile-command .ci/locks.sh --output-file "$file" "$@"
}
lock requirements.lock pyproject.toml "$@"
# The tests make recordings, so their environment holds the extra as well.
lock requirements-test.lock pyproject.toml --group test --extra media "$@"
lock requirements-data.lock pyproject.toml --group data "$@"
# The extra's own packages alone: they are added to a site that stays as it is, so they agree with its pins.
python3 -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["media"], sep="\n")' |
  lock requirements-media.lock - --constraints requirements.lock "$@"
