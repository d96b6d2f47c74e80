#!/usr/bin/env bash
# Pictures of every page from a fresh demo workspace into docs/pictures/, wide and narrow, light and dark.
set -euo pipefail
cd "$(dirname "$0")/../server"
exec ../.venv/bin/python -m tests.browser.pictures "$@"
