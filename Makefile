# Every target makes .venv first, from the lock files, where it is missing or out of date.
PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING = 1
FROM := $(shell date +%s)
LOCK := --quiet --strip-extras --generate-hashes --no-emit-index-url --no-header

.PHONY: help setup serve build check test test-long fix golden schemas screenshots bench lock clean
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.made ## make .venv with everything the project needs
.venv/.made: requirements/all.txt requirements/zensical.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/all.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/zensical.txt \
		|| echo "Zensical does not install here; its test will be skipped."
	@touch $@

serve: setup ## read the archive at http://127.0.0.1:8000, rebuilt at every edit
	$(BIN)/python -m mkdocs serve --dirty

build: setup ## build site/, strictly: it is replaced only when all of it succeeded
	$(BIN)/briefings site

check: setup ## linters, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: setup ## every test, in a real browser too; a module on each processor
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

test-long: setup ## every test, with many random ones, new each time; make test-long FROM=NUMBER tries the same again
	BRIEFINGS_LONG=$(FROM) $(BIN)/python -m pytest --numprocesses auto --dist loadfile --timeout 1800 --hypothesis-seed $(FROM)

fix: setup ## format, and mend what the linter can
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

golden: setup ## write the golden files anew; read the difference before you commit it
	$(BIN)/python -m pytest tests/test_golden.py --golden

schemas: setup ## write anew what follows from the code: schemas/, the tables of docs/format.md, the theme's links
	$(BIN)/python -m generator.reading.schemas
	$(BIN)/python -m generator.rendering.page_kinds

screenshots: setup ## pictures of the pages at three widths, by day, by night and printed, in screenshots/
	$(BIN)/python tests/screenshots.py

bench: setup ## what finding names, generating and building cost
	$(BIN)/python tests/bench_names.py
	$(BIN)/python tests/bench.py # seconds vary with the machine; ratios are what counts

lock: setup ## bring the lock files up to pyproject.toml
	$(BIN)/uv pip compile $(LOCK) --extra dev --output-file requirements/all.txt pyproject.toml
	echo zensical==0.0.73 | $(BIN)/uv pip compile $(LOCK) --no-annotate --constraint requirements/all.txt --output-file requirements/zensical.txt -

clean: ## remove what was built; .venv stays
	rm -rf site .site.new .site.old screenshots .briefings-cache
