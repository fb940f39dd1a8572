# One command for each thing. `make` alone lists them.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
MSG := build/messages.pot
PO := locale/en/LC_MESSAGES/messages.po
# Tests run side by side, one worker more than there are cores, for browsers wait much of their time, and four at most:
# each has a server, a browser and a PostgreSQL of its own.
WORKERS ?= $(shell cores=$$(getconf _NPROCESSORS_ONLN); [ $$cores -gt 3 ] && echo 4 || echo $$((cores + 1)))
# The tests start the product some forty times: what one process has compiled, the others read.
unexport PYTHONDONTWRITEBYTECODE
SPOKEN := app.py pages components access alerts exports sentences

.PHONY: help run test test-office test-faults check lint format bench bench-forecast bench-communes soak messages pictures clean environment

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build what is missing and serve the dashboard; Ctrl-C ends it
	@exec scripts/run.sh

test: environment ## Lint, types, unit tests, a real PostgreSQL and a real browser
	@scripts/browser.sh
	@$(MAKE) lint
	@mkdir -p build
	@# Types are looked at beside the tests, for they take one core half a minute; what they say comes last.
	@$(BIN)/mypy . >build/types.txt 2>&1 & types=$$!; \
	$(BIN)/python -m pytest --numprocesses=$(WORKERS); tested=$$?; \
	wait $$types; typed=$$?; cat build/types.txt; exit $$((tested | typed))

test-office: environment ## Install LibreOffice where it is missing, and let it open every kind of file we write
	@scripts/office.sh
	@$(BIN)/python -m pytest --numprocesses=0 -m office

test-faults: environment ## Take away file, database, servers, disk and clock, for real; ten minutes on a quiet machine, as root
	@scripts/browser.sh
	@$(BIN)/python -m pytest --numprocesses=0 -m faults tests/faults

check: environment lint ## Lint and types only
	@$(BIN)/mypy .

lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: environment ## Put the code into the one format
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: environment ## Measure loading, questions and pages, beside the naive way
	@scripts/browser.sh
	@$(BIN)/python -m bench

bench-forecast: environment ## Score forecasts beside AutoETS and AutoTheta; DATA=directory of series.jsonl
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.bench_forecast $(if $(DATA),--data $(DATA)) $(if $(WAREHOUSE),--warehouse $(WAREHOUSE))

bench-communes: environment ## Load 19 million figures of generated communes and measure; ROWS=2391120 FILL=1 for less
	@$(BIN)/python -m bench.bench_communes $(if $(ROWS),--rows $(ROWS)) $(if $(FILL),--fill)

soak: environment ## Leave a wall alone and watch its memory; MINUTES=30 unless given
	@scripts/browser.sh
	@$(BIN)/python -m bench.soak --minutes $(or $(MINUTES),30)

messages: environment ## Gather the sentences of the pages into the English catalogue
	@mkdir -p $(dir $(MSG)) $(dir $(PO))
	@$(BIN)/pybabel -q extract --no-default-keywords -k _ --no-wrap --add-location=file --sort-by-file -o $(MSG) $(SPOKEN)
	@test -f $(PO) || $(BIN)/pybabel -q init -i $(MSG) -d locale -l en
	@$(BIN)/pybabel -q update -i $(MSG) -d locale -l en --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

pictures: environment ## Take the pictures of the README anew
	@scripts/browser.sh
	@$(BIN)/python docs/take_pictures.py

clean: ## Remove the environment and every cache; the warehouse in var/ stays
	@rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis .bench
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@scripts/environment.sh requirements-dev.txt
