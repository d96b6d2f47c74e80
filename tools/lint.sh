#!/usr/bin/env bash
# Style and types of the server and the web app.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
(cd server && ruff check . && ruff format --check . && mypy)
(cd web && npm run --silent lint && npm run --silent typecheck)
