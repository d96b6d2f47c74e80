# Everything from a bare clone. Needs Python 3.11 or newer and make; installs the rest itself.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS := never
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help serve dev web test lint types docs bench chaos clean services format

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.build/venv: server/pyproject.toml server/constraints.txt
	@tools/venv.sh $(PYTHON)

.build/web: .build/venv $(shell find web schema -type f -not -path '*/node_modules/*' -not -path '*/generated/*' 2>/dev/null)
	@tools/build_web.sh

web: .build/web ## Build the web app

serve: .build/venv .build/web ## Run Gloss with a demo workspace at http://127.0.0.1:8000
	@$(BIN)/gloss serve --demo --data-dir $${GLOSS_DATA_DIR:-data} --host $${HOST:-127.0.0.1} --port $${PORT:-8000}

dev: .build/venv ## Run the server and the web app with live reload
	@tools/dev.sh

.build/services: tools/install_packages.sh tools/install_test_services.sh .build/venv
	@tools/install_packages.sh
	@tools/install_test_services.sh
	@touch $@

services: .build/services ## Install the servers that tests talk to

test: .build/venv .build/web .build/services ## Run every test
	@tools/test.sh

lint: .build/venv ## Check style and types
	@tools/lint.sh

format: .build/venv ## Format all code
	@cd server && ruff format . && ruff check --fix . ; cd ../web && npm run format

docs: .build/venv .build/web ## Make the pictures in docs/
	@tools/pictures.sh

bench: .build/venv .build/web ## Measure speed and memory against the budgets
	@$(BIN)/python -m bench

chaos: .build/venv .build/web ## Kill server, worker, tab and browser at random and look for loss
	@$(BIN)/python -m bench.chaos
	@$(BIN)/python -m bench.chaos_browser

clean: ## Remove everything that was built (data stays)
	rm -rf $(VENV) .build web/node_modules server/src/gloss/static
