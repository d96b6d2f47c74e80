#!/usr/bin/env bash
# Build the wheel, install it into an empty environment without our constraints, and ask the server how it feels.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
.venv/bin/uv build --quiet --wheel --no-build-isolation --python .venv/bin/python server --out-dir "$folder"
.venv/bin/uv venv --quiet --python .venv/bin/python "$folder/venv"
begin=$SECONDS
.venv/bin/uv pip install --quiet --python "$folder/venv/bin/python" "$folder"/gloss-*.whl
echo "installed in $((SECONDS - begin)) s, $(du -sm "$folder/venv" | cut -f1) MB"
port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(cd "$folder" && exec env -i PATH=/usr/bin:/bin HOME="$folder" "$folder/venv/bin/gloss" serve --port "$port" --data-dir "$folder/data") >"$folder/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 300); do
    if curl -sf "http://127.0.0.1:$port/api/health" >/dev/null && curl -sf "http://127.0.0.1:$port/" | grep -q '<div id="root"'; then
        echo "the installed wheel serves the API and the web app"
        exit 0
    fi
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
cat "$folder/log" >&2
exit 1
