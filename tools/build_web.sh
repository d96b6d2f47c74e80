#!/usr/bin/env bash
# Build the web app into server/src/gloss/static, with the Node of the virtual environment.
set -euo pipefail
cd "$(dirname "$0")/../web"
export PATH="$PWD/../.venv/bin:$PATH"
stamp=../.build/npm
if [ ! -d node_modules ] || [ ! -f "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
    npm ci --ignore-scripts --no-audit --no-fund --silent
    touch "$stamp"
fi
npm run --silent build
mkdir -p ../.build
touch ../.build/web
