#!/usr/bin/env bash
# Runs the lower tier and holds what it covers to the floor: every branch of matching/, 90 % of lines and branches of
# the rest. Processes that tests start are measured too. Further arguments are pytest's. Measuring doubles the time,
# so properties are tried on few cases here; `.ci/run` tries all of them, and the slow tests, without.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
rm -rf var/coverage
mkdir -p var/coverage
export COVERAGE_FILE=$PWD/var/coverage/data DJANGO_SETTINGS_MODULE=kb.settings.test HYPOTHESIS_PROFILE=brief
$python -m coverage run -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q \
  -m "not (browser or campaign or judged or mutants or slow)" "$@"
$python -m coverage combine --quiet
$python -m coverage report --include 'matching/*' --skip-covered --show-missing --fail-under 100
$python -m coverage report --omit 'matching/*,zones/build/*,*/migrations/*' --skip-covered --sort cover --fail-under 90
