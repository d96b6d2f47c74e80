#!/usr/bin/env bash
# The server on 8000 and the web app with live reload on 5173; both end together.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
[ -d web/node_modules ] || (cd web && npm ci --ignore-scripts --no-audit --no-fund)
gloss serve --demo --data-dir "${GLOSS_DATA_DIR:-data}" &
server=$!
trap 'kill "$server" 2>/dev/null' EXIT
(cd web && npm run dev)
