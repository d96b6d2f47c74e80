#!/usr/bin/env bash
# The Debian packages that tests need: a browser, PostgreSQL, Redis, memcached, curl, fonts of all scripts.
# Ends at once when they are there; says what to install when it may not do so itself.
set -euo pipefail

missing=()
need() { command -v "$1" >/dev/null || [ -x "$1" ] || missing+=("$2"); }

need chromium chromium
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || need initdb postgresql
need redis-server redis-server
need memcached memcached
need curl curl
[ -d /usr/share/fonts/truetype/noto ] || missing+=(fonts-noto-core fonts-noto-color-emoji)
compgen -G "/usr/share/fonts/opentype/noto/*CJK*" >/dev/null || missing+=(fonts-noto-cjk)

[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need more programs: apt-get install ${missing[*]}" >&2
    exit 1
fi
echo "installing ${missing[*]}"
apt-get update -q >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
