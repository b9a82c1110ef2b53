# Dateline's chores. Python 3.11 or later and PyPI are all they need; everything is installed into .venv.
PYTHON ?= python3
# The folder of test sets; docs/evaluation.md says what it holds.
DATA ?= test-sets
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test docs refresh-docs eval sizes clean

help:
	@echo "make demo   set up .venv, take a sample report apart, join sixteen in a ledger"
	@echo "make test   lint, types and tests, as continuous integration runs them"
	@echo "make docs   build the documentation into site/"
	@echo "make eval   measure quality on the test sets in DATA (now $(DATA)) against evaluation/floors.toml"
	@echo "make sizes  measure installed size, start-up time and memory"
	@echo "make clean  remove .venv and everything built"
	@echo "Choose another Python with: make demo PYTHON=python3.13"

# Each set of dependencies is a stamp file in .venv, made anew when pyproject.toml changes.
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version) is too old: Dateline needs Python 3.11 or later; choose one with make PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); echo "$(PYTHON) could not make a virtual environment; on Debian and Ubuntu install python3-venv"; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/made pyproject.toml
	@echo "Installing Dateline into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(VENV)/installed $@

$(VENV)/installed-docs: $(VENV)/made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $(VENV)/installed $@

demo: $(VENV)/installed
	@$(BIN)/dateline code examples/mombasa-port.txt
	@rm -f $(VENV)/demo.db
	@echo "Sixteen reports on Bishkek in April 2010 go into a ledger: what does more than one independent source tell of?"
	@$(BIN)/dateline add --ledger $(VENV)/demo.db examples/bishkek-2010
	@$(BIN)/dateline timeline --ledger $(VENV)/demo.db --min-sources 2
	@echo "Next:"
	@echo "  $(BIN)/dateline code --json examples/mombasa-arrests.html   a web page, as JSON"
	@echo "  $(BIN)/dateline code --format conllu examples/              a folder, as CoNLL-U"
	@echo "  $(BIN)/dateline code -                                      paste a report, end it with Ctrl-D"
	@echo "  $(BIN)/dateline claims --ledger $(VENV)/demo.db --actor Bakiyev   who says what of whom"
	@echo "  $(BIN)/dateline doctor                                      what is installed and whether it works"

test: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src training evaluation
	$(BIN)/python -m pytest

docs: $(VENV)/installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

refresh-docs: $(VENV)/installed-test
	PYTHONPATH=. $(BIN)/python tests/export_tables.py docs/exports.md
	$(BIN)/python tests/documents.py README.md docs/*.md

# Measures all figures of docs/quality.md anew; the exit status tells of any that fell below its floor.
eval: $(VENV)/installed-test
	$(BIN)/python -m evaluation.measure --data $(DATA)

sizes: $(VENV)/installed
	$(PYTHON) evaluation/bench/install_size.py
	$(BIN)/python evaluation/bench/startup.py

clean:
	rm -rf $(VENV) site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
