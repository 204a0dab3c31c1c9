# Two commands are enough on a fresh machine: make demo, make test.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := 0.13.9
PINS   := --universal --python-version 3.11 --all-extras --generate-hashes --no-annotate --no-header \
          --no-emit-index-url --no-emit-find-links --quiet
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix serve bench browser lab docs sbom lock

help:                   ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV)"

$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

setup: $(VENV)/.ready   ## create or refresh .venv

demo: setup             ## play the story in the terminal, then chat
	$(BIN)/liaison demo

test: setup             ## run the tests
	$(BIN)/pytest -n 2 --dist loadgroup

check: setup            ## format, lint, types, import walls, sizes and documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports
	$(BIN)/pytest -q tests/test_house.py tests/test_docs.py tests/test_supply.py

fix: setup              ## format, and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

serve: setup            ## run the bot with the settings of .env
	$(BIN)/liaison serve

$(VENV)/.bench: benchmarks/requirements.lock $(VENV)/.ready
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r benchmarks/requirements.lock
	@touch $@

bench: $(VENV)/.bench   ## measure beside the yardsticks, JSON out; ONLY=B2 for one, FULL=1 for full sizes
	FULL=$(FULL) $(BIN)/python -m benchmarks $(ONLY)

$(VENV)/.browser: tests/browser/requirements.lock $(VENV)/.ready
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r tests/browser/requirements.lock
	@touch $@

browser: $(VENV)/.browser ## look at the pages with Debian's Chromium; SHOTS=FOLDER keeps pictures
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && apt-get install --yes --no-install-recommends chromium; } || \
	  echo "No chromium here: apt-get install chromium"
	LIAISON_SHOTS=$(SHOTS) $(BIN)/pytest -q -rs tests/browser

lab: setup              ## kill, break and restart on purpose, JSON out; ONLY="crashes --size slice"
	$(BIN)/python -m tests.lab $(ONLY)

sbom: setup             ## what runs, as CycloneDX JSON, from the lock
	@$(BIN)/python -m tests.supply

docs: setup             ## write the matrix into docs/security.md, check the documents against the code
	$(BIN)/python -m tests.documents
	$(BIN)/pytest -q tests/test_docs.py

lock: | $(BIN)/uv       ## pin again what changed; UPGRADE=--upgrade renews all
	$(BIN)/uv pip compile pyproject.toml $(PINS) $(UPGRADE) --group dev --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml $(PINS) --constraints requirements.lock --output-file deploy/requirements.lock
	$(BIN)/uv pip compile $(filter-out --all-extras,$(PINS)) --group build --constraints requirements.lock --output-file deploy/build.lock
	$(BIN)/uv pip compile $(filter-out --all-extras,$(PINS)) $(UPGRADE) --group bench --constraints requirements.lock --output-file benchmarks/requirements.lock
	$(BIN)/uv pip compile $(filter-out --all-extras,$(PINS)) $(UPGRADE) --group browser --constraints requirements.lock --output-file tests/browser/requirements.lock
	@! grep -nE '://|^ *--(index|extra-index|find-links)' requirements.lock benchmarks/*.lock deploy/*.lock tests/browser/*.lock
