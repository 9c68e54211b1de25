# Canvass: `make demo` shows it, `make test` proves it.
.DEFAULT_GOAL := help
unexport PYTHONDONTWRITEBYTECODE # compiled once, every process starts in half the time
.PHONY: help install translations demo demo-reset structure test check check-types check-rest bench lock format clean

VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=
# One more than there are processors: tests with browsers wait now and then.
WORKERS ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))
PORT ?= 8000
BENCH ?=

help: ## Say what can be made.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

install: $(VENV)/.installed ## Make the environment, with everything that the project needs.

$(VENV)/.installed: requirements/base.txt requirements/dev.txt deploy/make_environment.sh
	@sh deploy/make_environment.sh $(VENV) requirements/dev.txt
	@touch $@

translations: install ## Compile the translated words that have changed.
	@$(BIN)/python manage.py compile_translations

demo: install ## Run the site with a demo organisation at http://demo.localhost:8000; PORT=8001 for another port.
	@$(BIN)/python manage.py demo --port $(PORT)

demo-reset: install ## Forget the demo's data; the next `make demo` starts over.
	@$(BIN)/python manage.py demo --reset

test: translations ## Run every test, in the browser too.
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

check: install ## Style, types, floors, migrations, settings.
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target check-types check-rest

check-types:
	@$(BIN)/mypy

check-rest:
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check --fail-level WARNING

structure: install ## Write down what new organisations' schemas are made of, after a change of migrations.
	@$(BIN)/python manage.py write_structure

bench: install ## Measure, as ratios in one run; BENCH="flow engine" for some only.
	@$(BIN)/python -m benchmarks $(BENCH)

format: install ## Put the code into shape.
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock: install ## Compile requirements/*.in into pinned and hashed requirements/*.txt.
	@for name in base dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.12 \
		--generate-hashes --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt; done

clean: ## Remove the environment and all data.
	@rm -rf $(VENV) .canvass
