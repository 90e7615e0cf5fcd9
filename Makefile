# `make scorecards` and `make test` each work alone on a machine with Python 3.11 or newer and a package index:
# they create .venv, install what the lock files pin (by hash), and run. `make help` lists the rest.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help scorecards test quick fuzz kills check-style types tests gates gates-raise mutants coverage format bench docs lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

scorecards: $(VENV)/.runtime  ## write the Excel scorecards of targets/ into reports_out/
	$(BIN)/tracker score targets/china-2018.yaml targets  # the one with the fullest report first

test: check-style types tests  ## ruff, mypy and pytest

quick: check-style types  ## under a minute: ruff, mypy, and the tests of the rooms that decide
	$(BIN)/python -m tests.gates.quick

check-style: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

tests: $(VENV)/.dev
	$(BIN)/pytest $(PYTEST_ARGS)

gates: $(VENV)/.dev  ## all altered reports, ours and those of ../shared/bench, against floors that only rise
	$(BIN)/python -m tests.gates

gates-raise: $(VENV)/.dev  ## set the gates' floors to what is measured, where that is higher
	$(BIN)/python -m tests.gates --raise

mutants: $(VENV)/.dev  ## one-line changes of thresholds and guards: each must break a test (ten minutes)
	$(BIN)/python -m tests.gates.mutants

coverage: $(VENV)/.dev  ## branch coverage of understand, match and judge against its floor
	$(BIN)/python -m tests.gates.coverage

format: $(VENV)/.dev  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

fuzz: $(VENV)/.dev  ## broken inputs for MINUTES (10) on every surface; each that breaks it is kept as a test
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),10) $(SURFACES)

kills: $(VENV)/.dev  ## 200 runs killed wherever they are: nothing half, nothing stray
	$(BIN)/python -m tests.hostile.kills 200

bench: $(VENV)/.bench  ## the measurements of docs/benchmarks.md, one after another
	@set -e; for each in tests/bench/bench_*.py; do echo "== $$each"; $(BIN)/python $$each; done

docs: $(VENV)/.dev  ## write what commands print, and docs/commands.md's tables of options, into the pages anew
	$(BIN)/python -m tests.options_table
	$(BIN)/python -m tests.python_api
	$(BIN)/python -m tests.man_page
	$(BIN)/python -m tests.rules.rule_pages
	$(BIN)/python -m tests.words.lexicon_page
	$(BIN)/python -m tests.console

# The environment is made anew by nobody but `make clean`; a changed lock file is installed over it.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, and " + \
	  sys.executable + " is " + sys.version.split()[0] + "; give another: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# requirements-dev.lock holds everything of requirements.lock, at the same versions.
$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.runtime $@

# And requirements-bench.lock everything of that, with the tools that we measure ourselves against.
$(VENV)/.bench: requirements-bench.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements-bench.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.runtime $(VENV)/.dev $@

# One lock file for all of Python 3.11 to 3.14 and every platform, with hashes and without the name of any index.
LOCK = build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command "make lock" pyproject.toml --extra all --group build

lock: build/lock/bin/uv  ## resolve the lock files anew (UPGRADE=--upgrade takes newer versions)
	$(LOCK) $(UPGRADE) --group dev --output-file requirements-dev.lock
	$(LOCK) $(UPGRADE) --constraint requirements-dev.lock --output-file requirements.lock
	$(LOCK) $(UPGRADE) --constraint requirements-dev.lock --group dev --group bench --output-file requirements-bench.lock

build/lock/bin/uv:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --disable-pip-version-check --quiet install uv

clean:  ## remove the environment, caches and what was written
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find reports_out -mindepth 1 ! -name .gitkeep -delete
