# One command sets everything up and shows it, the other sets everything up and proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AS_OF := 2022-06-30

.PHONY: demo test docs benchmark clean
demo: $(VENV)/installed
	$(BIN)/policyengine evaluate examples/enterprise.yaml --city jiangmen --as-of $(AS_OF) --explain
	$(BIN)/policyengine compare examples/enterprise.yaml --as-of $(AS_OF)

test: $(VENV)/tested
	$(BIN)/python -m pytest -n auto

docs: $(VENV)/tested  ## write the generated pages and the schemas of the rule files anew
	$(BIN)/python -m docs.generate
	$(BIN)/policyengine schema rulebook
	$(BIN)/policyengine schema rulebook --policies examples/policies

benchmark: $(VENV)/tested  ## measure everything anew and write docs/benchmarks.md; takes half an hour
	$(BIN)/python -m benchmarks

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "policyengine needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[plot]"
	$(BIN)/python -m compileall -q policyengine  # as pip does for a wheel, even where Python is told to write none
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
