#!/usr/bin/env bash
# Every test: style and types, SQLite, PostgreSQL, web units, browser, short kill tests and measurements.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
failed=()

step() {
    local name="$1" begin=$SECONDS
    shift
    echo "== $name"
    if "$@"; then
        echo "== $name: passed in $((SECONDS - begin)) s"
    else
        failed+=("$name")
        echo "== $name: FAILED after $((SECONDS - begin)) s"
    fi
}

# What fails is run once more by itself: a test that passes then is unstable, which is a bug to be reported and mended,
# but not the fault that this run looks for.
server() {
    (
        cd server
        python -m pytest "$@" && exit 0
        echo "== failed, once more by themselves:"
        python -m pytest --last-failed --last-failed-no-failures none "$@" && echo "== UNSTABLE: see above"
    )
}

step "style and types" tools/lint.sh
step "server on SQLite" server -n 2 --ignore=tests/browser -m "not services"
export -f server
step "server on PostgreSQL" python tools/with_postgres.py bash -c 'server -n 2 tests/api'
step "other products' servers" server tests -m services --ignore=tests/browser
step "built wheel" tools/check_wheel.sh
step "web units" bash -c 'cd web && npm test --silent'
step "browser" server tests/browser
step "kill tests, short" bash -c 'python -m bench.chaos --kills 6 && python -m bench.chaos_browser --rounds 6'
step "measurements, short" python -m bench --short

if [ ${#failed[@]} -gt 0 ]; then
    echo "FAILED: ${failed[*]}"
    exit 1
fi
echo "All tests passed."
