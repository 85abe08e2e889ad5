#!/usr/bin/env bash
# Holds what tests cover to the floor: every branch of matching/ by its own tests, which `.ci/run` asks for
# ("matching"); without an argument also 90 % of lines and branches of the rest by the lower tier. Measuring doubles the
# time of that, so properties are tried on few cases, one case of each integration test is measured, and it is run by
# hand. Processes that tests start are measured too.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
rm -rf var/coverage
mkdir -p var/coverage
export COVERAGE_FILE=$PWD/var/coverage/data DJANGO_SETTINGS_MODULE=kb.settings.test HYPOTHESIS_PROFILE=brief
measured() {
  $python -m coverage run -m pytest "$@"
  $python -m coverage combine --quiet
}

measured -n 0 -q tests/unit/matching
$python -m coverage report --include 'matching/*' --skip-covered --show-missing --fail-under 100
if [ "${1:-}" != matching ]; then
  measured -n 2 --dist loadfile --no-loadscope-reorder -q -m "not (browser or campaign or judged or mutants or slow)"
  $python -m coverage report --omit 'matching/*,zones/build/*,*/migrations/*' --skip-covered --sort cover --fail-under 90
fi
