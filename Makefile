# One way to run each thing; CI runs the same.
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= ./data
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := kb_ingest/sample

.DEFAULT_GOAL := help
.PHONY: help demo serve ingest venv venv-test test lint fix evals figures clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: venv  ## publish the sample help centre and serve the demo page
	@test -s $(DATA_DIR)/knowledge/current || $(BIN)/auskunft ingest $(SAMPLE) --data-dir $(DATA_DIR)
	@$(BIN)/auskunft serve --port $(PORT) --data-dir $(DATA_DIR)

serve: venv  ## serve what is published
	@$(BIN)/auskunft serve --port $(PORT) --data-dir $(DATA_DIR)

ingest: venv  ## publish a help centre: make ingest SOURCE=folder
	@$(BIN)/auskunft ingest $(or $(SOURCE),$(SAMPLE)) --data-dir $(DATA_DIR)

# torch first and pinned: a plain `torch` pulls gigabytes of CUDA packages.
venv: $(VENV)/.installed  ## create .venv and install the pinned dependencies
$(VENV)/.installed: pyproject.toml
	@echo "Installing into $(VENV) (once, some minutes)"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 to 3.13 is needed, this is " + sys.version.split()[0] if not (3, 11) <= sys.version_info[:2] <= (3, 13) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check "$$(grep -oE 'torch==[0-9.]+' pyproject.toml | head -n 1)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

venv-test: $(VENV)/.installed-test
$(VENV)/.installed-test: $(VENV)/.installed
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test,compare,postgres]'
	@touch $@

test: venv-test lint  ## lint, types, import rules and all tests
	$(BIN)/pytest

lint: venv-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: venv-test  ## format and mend what a linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evals: venv-test  ## our own cases over the sample help centre; fails when a gate is missed
	$(BIN)/python -m evals gate --data-dir $(DATA_DIR)

figures: venv-test  ## beside a common default: make figures DATA=folder [WHAT=redaction]
	$(if $(filter redaction,$(WHAT)),OMP_NUM_THREADS=1) $(BIN)/python -m evals compare $(or $(WHAT),retrieval) --data $(or $(DATA),../shared/data) --data-dir $(DATA_DIR)

clean:  ## remove what can be made again (not your data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache reports
