#!/usr/bin/env bash
# What the tests need beside Python: a browser, PostgreSQL, nginx, and Java and Maven for a node of Elasticsearch. Missing ones are installed where we may: root on Debian.
set -euo pipefail
missing=()
command -v chromium >/dev/null || [ -n "${TWINFIELDS_CHROMIUM:-}" ] || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || missing+=(nginx-light)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
if [ -z "${ELASTICSEARCH_URL:-}" ] && ! docker info >/dev/null 2>&1; then
  command -v java >/dev/null || missing+=(default-jre-headless)
  command -v mvn >/dev/null || missing+=(maven)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "needed and not there: ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# The cluster that the package would start by itself is not needed.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
apt-get install -q -y --no-install-recommends "${missing[@]}"
