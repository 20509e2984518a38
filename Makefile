# Two commands do everything on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CATALOGUE := ctidocs/locales/da/LC_MESSAGES/ctidocs
DEMO := output/demo

.DEFAULT_GOAL := help
.PHONY: help demo test check checks golden docs messages bench

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po | $(READY)
	$(BIN)/pybabel --quiet compile --domain ctidocs --directory ctidocs/locales

demo: $(READY) $(CATALOGUE).mo ## every paper for the invented women, under output/demo
	rm -rf $(DEMO)
	mkdir -p output
	$(BIN)/ctidocs demo $(DEMO)

test: $(READY) $(CATALOGUE).mo ## the quick tests
	$(BIN)/python -m pytest -n auto --dist worksteal

check: test checks ## all that CI runs

checks: $(READY) $(CATALOGUE).mo ## all but the quick tests: style, types, imports, slow tests, docs up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -n auto --dist worksteal -m slow
	$(BIN)/cog --check docs/*.md README.md CONTRIBUTING.md

golden: $(READY) $(CATALOGUE).mo ## write the golden texts anew; read the diff before you commit it
	CTIDOCS_GOLDEN=write $(BIN)/python -m pytest -m "slow or not slow" -k golden

docs: $(READY) $(CATALOGUE).mo ## write the generated parts of docs/ anew
	$(BIN)/cog -r docs/*.md README.md CONTRIBUTING.md

messages: $(READY) ## gather new messages into the catalogue; then translate what is empty
	$(BIN)/pybabel extract --omit-header --no-location --keywords "_ ngettext:1,2" --output $(CATALOGUE).pot ctidocs
	$(BIN)/pybabel update --domain ctidocs --input-file $(CATALOGUE).pot --output-dir ctidocs/locales --no-fuzzy-matching --ignore-obsolete
	rm $(CATALOGUE).pot

bench: $(READY) ## ratios against peers and against ourselves, interleaved
	$(BIN)/python -m pip install --quiet --group bench
	command -v npm >/dev/null && npm install --silent --no-save --no-package-lock --no-fund --no-audit easy-template-x || true
	$(BIN)/python -m bench
