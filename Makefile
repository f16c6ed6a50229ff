# The portal's commands. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
export PORT
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo test lint bench pictures lock messages clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Start the whole portal with its demo data (PORT=8000); Ctrl-C stops it
	@$(PYTHON) scripts/bootstrap.py demo
	@exec $(BIN)/python -m portal.embedded.demo

test: ## Run the whole suite on the embedded PostgreSQL and Redis, or on DATABASE_URL and REDIS_URL
	@$(PYTHON) scripts/bootstrap.py test
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 $(ARGS)

lint: ## Style, types, layers, templates, translations, migrations, deployment settings
	@$(PYTHON) scripts/bootstrap.py lint
	@$(BIN)/python scripts/lint.py

bench: ## Measure the main pages against two floors, from outside the process
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python -m tests.benchmarks $(ARGS)

pictures: ## Take the pictures of README and guides anew, from the demo
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python -m tests.pictures

messages: ## Bring locale/*/django.po up to date with the sources
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python scripts/messages.py update

lock: ## Resolve requirements/*.in again into requirements/*.txt
	@$(PYTHON) scripts/bootstrap.py tools
	@for group in portal build demo test lint; do .tools/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" requirements/$$group.in -o requirements/$$group.txt || exit 1; done

clean: ## Remove what the commands above made (the demo's data too)
	@rm -rf .venv .tools node_modules var
