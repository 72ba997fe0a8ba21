# Two commands do everything: `make report` and `make test`. Both set up by themselves.
SHELL := /bin/sh
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/.ready

.PHONY: report test lab lint types bench gallery lock clean

report: $(READY)            ## measure what the project ships and build its reports
	$(BIN)/parallax demo --out reports

test: $(READY)              ## all tests and doctests
	$(BIN)/python -m pytest

lab: $(READY)               ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

bench: $(READY)             ## speed against the obvious script, on the demo corpus
	$(BIN)/python benchmarks/speed.py

gallery: report             ## the pictures of the README
	mkdir -p reports/gallery
	cp reports/basil30-comparison/figures/sources.png reports/gallery/
	cp reports/demo-profile/figures/article.png reports/gallery/

lock: pyproject.toml        ## pin exact versions; needs uv
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  --output-file requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; set PYTHON=")'
	if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$(PYTHON)" .venv && \
	  uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
