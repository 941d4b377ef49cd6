# Everything a person or a machine does with this project, by name. `make` alone lists it.

PYTHON ?= python3
TESTS ?= tests
PART ?= core attacks faults pages voices
BIN := .venv/bin
ALL_CORES := -n auto --dist loadfile

# An environment is ready when it holds a stamp with the checksum of the lock it was built from.
stamp = .venv/.$(1)-$(firstword $(shell cksum < $(2)))
RUNTIME := $(call stamp,runtime,requirements.txt)
TESTING := $(call stamp,testing,requirements-test.txt)
LOCK := uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help setup run test check sweep bench replay lighthouse screenshots guard migration lock vendor

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name about; do \
	    printf 'make %-11s %s\n' "$$name" "$$about"; done

setup: $(RUNTIME) ## Build the environment in .venv, and nothing else

run: $(RUNTIME) ## Serve the starter document and a demo on this machine
	@exec $(BIN)/python -m wiki demo

test: $(TESTING) ## Run the tests (TESTS=tests/text for some)
	@$(BIN)/python -m pytest $(ALL_CORES) $(TESTS)

check: $(TESTING) ## Format, lint, types, tests: all that must hold before a change is kept
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(ALL_CORES)

sweep: $(TESTING) ## Run every combination (PART=core, attacks, faults, pages or voices); goes on where it left off
	@set -e; for part in $(PART); do echo "== $$part"; \
	    $(BIN)/python -m pytest -n auto --dist worksteal --sweep=$$part $(TESTS); done

bench: $(TESTING) ## Measure processor time and print it beside its limits
	@$(BIN)/python -m tests.bench

replay: $(TESTING) ## Replay real documents through the whole program (WIKI_TEST_DATA=FOLDER)
	@$(BIN)/python -m tests.replay

lighthouse: $(TESTING) ## Measure pages with Lighthouse as on a phone, five times each (needs Node and Chromium)
	@command -v npm >/dev/null || { echo "No Node on this machine: Lighthouse needs it."; exit 1; }
	@folder=$$(mktemp -d) && cp tests/lighthouse/*.json tests/lighthouse/.npmrc $$folder \
	    && (cd $$folder && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) \
	    && $(BIN)/python -m tests.lighthouse $$folder; done=$$?; rm -r $$folder; exit $$done

screenshots: $(TESTING) ## Make pictures of the key screens of the demo (needs Chromium)
	@$(BIN)/python -m tests.screenshots

guard: $(TESTING) ## Write docs/permissions.md anew from the permission map
	@$(BIN)/python -m tests.guard

migration: $(TESTING) ## Draft the next migration (MESSAGE="what it does")
	@$(BIN)/python -m wiki.migrations.draft "$(MESSAGE)"
	@$(BIN)/ruff format -q wiki/migrations/versions

lock: ## Resolve the locks anew from pyproject.toml (needs uv)
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --extra production -c requirements.txt pyproject.toml -o requirements-production.txt
	$(LOCK) --extra test -c requirements.txt pyproject.toml -o requirements-test.txt

vendor: ## Build static/vendor anew from its lock, the same bytes each time (needs Node)
	@folder=$$(mktemp -d) && cp static/vendor/*.json static/vendor/*.mjs static/vendor/.npmrc $$folder \
	    && (cd $$folder && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node build.mjs) \
	    && cp $$folder/prosemirror.js $$folder/LICENCES $$folder/VERSIONS static/vendor/ && rm -r $$folder

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@$(PYTHON) -m venv .venv

$(RUNTIME): | $(BIN)/python
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@rm -f .venv/.runtime-* && touch $@

$(TESTING): | $(RUNTIME)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@rm -f .venv/.testing-* && touch $@
