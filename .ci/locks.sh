#!/usr/bin/env bash
# Writes the three lock files anew from pyproject.toml, with hashes, for Python 3.11 and newer on any system. What is
# pinned stays as it is; `--upgrade` takes the newest of everything, `--upgrade-package NAME` of one. Needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  local file=$1
  shift
  uv pip compile pyproject.toml --quiet --generate-hashes --universal --python-version 3.11 \
    --custom-compile-command .ci/locks.sh --output-file "$file" "$@"
}
lock requirements.lock "$@"
lock requirements-test.lock --group test "$@"
lock requirements-data.lock --group data "$@"
