# Everything starts here. Needs make and Python 3.11 or later, nothing else.

PYTHON ?= python3
SHELL := /bin/sh

.DEFAULT_GOAL := help
.PHONY: help setup run check test test-fast bench fuzz screenshot pin clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv with everything development needs
	@$(PYTHON) scripts/setup dev

run: ## read the example plans and serve; PLAN="a.txt 'b c.pdf'" reads your own, PORT=8001 moves it
	@$(PYTHON) scripts/setup run
	@.venv/bin/luodi $(if $(PLAN),run $(PLAN),demo) $(if $(PORT),--port $(PORT))

check: setup ## style, types, import order, migrations, translations, OpenAPI
	@scripts/check

test: setup ## every test
	@scripts/test

test-fast: setup ## the fast suite only
	@scripts/test fast

bench: ## measure the reader beside ftfy, OpenCC, jionlp and cn2an
	@$(PYTHON) scripts/setup bench
	@.venv/bin/python -m bench

fuzz: ## fuzz the reader for FUZZ_SECONDS (default 60)
	@$(PYTHON) scripts/setup fuzz
	@.venv/bin/python -m tests.reader.fuzz $(or $(FUZZ_SECONDS),60)

screenshot: setup ## take the README's screenshot anew
	@.venv/bin/python scripts/screenshot

pin: setup ## write requirements/*.txt anew
	@scripts/pin

clean: ## remove the environment and caches; your database in var/ stays
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
