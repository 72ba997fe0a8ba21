# Two commands do everything: `make report` and `make test`. Both set up by themselves.
SHELL := /bin/sh
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/.ready
WHOLE := .venv/.whole

.PHONY: report test lab lint types bench gallery lock clean

report: $(READY)            ## measure what the project ships and build its reports
	$(BIN)/parallax demo --out reports

test: $(WHOLE)              ## all tests and doctests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lab: $(READY)               ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

lint: $(WHOLE)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(WHOLE)
	$(BIN)/mypy

bench: $(READY)             ## speed against the obvious script, on the demo corpus
	$(BIN)/python benchmarks/speed.py

gallery: report             ## the pictures of the README; needs Chromium
	mkdir -p reports/gallery
	cp reports/basil30-comparison/figures/sources.png reports/gallery/
	$(BIN)/python -m benchmarks.gallery reports reports/gallery

lock: pyproject.toml        ## pin exact versions; needs uv
	$(COMPILE) --all-extras --output-file requirements-all.lock pyproject.toml
	$(COMPILE) --constraint requirements-all.lock --output-file requirements.lock pyproject.toml
	echo uv | $(COMPILE) --output-file requirements-setup.lock -

COMPILE = uv pip compile --universal --python-version 3.11 \
  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

# Reports need the project's own packages; tests, lint and types every extra as well. uv installs
# them in a fraction of pip's time: it comes from the registry like all else, and where it cannot,
# or finds no registry, pip does the work.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; set PYTHON=")'
	$(PYTHON) -m venv .venv || uv venv --quiet --allow-existing --python "$(PYTHON)" .venv
	command -v uv >/dev/null 2>&1 || $(PIP) --require-hashes -r requirements-setup.lock || true
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(WHOLE): requirements-all.lock $(READY)
	$(INSTALL) --require-hashes -r requirements-all.lock
	touch $@

PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALL = install() { PATH="$$PATH:$(BIN)" uv pip install --quiet --compile-bytecode \
  --python $(BIN)/python "$$@" || $(PIP) "$$@"; }; install

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
