# What people type here; `make` alone lists it. Needs Python 3.11 or newer with venv, and make; all else it fetches.

PORT ?= 8000
# The first Python that will do, else the one to complain about; PYTHON=/path/to/python overrules.
PYTHON ?= $(firstword $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python tools/needs.py 2>/dev/null && echo $$python; done) python3)

python = .venv/bin/python
python_ready = .venv/installed
node_ready = runtime/node_modules/installed
check_ready = tools/check/node_modules/installed
# Our own Node first; npm and what it brings call it by its name.
with_node = PATH="$(CURDIR)/.venv/bin:$$PATH"
biome = $(with_node) tools/check/node_modules/.bin/biome check --config-path=tools/check/biome.jsonc --error-on-warnings
scripts = docs/javascripts docs/stylesheets runtime tests

.PHONY: help serve dev test check site offline wheel release data bench zensical lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo "  DATA=<folder> for serve, dev and site lays a company's own figures over ours: docs/data/index.md"
	@echo "  PORT=8001 for serve and dev; BROWSER_PATH=/path and NGINX_PATH=/path for test; PYTHON=/path for the first run"

serve: site ## build the site and serve it on http://127.0.0.1:8000
	@$(python) -m tools.serve site --port $(PORT)

dev: $(python_ready) $(node_ready) ## for authors: serve the site and build it again at every change
	@$(python) -m tools.dev --port $(PORT)

test: site ## run every test, the core in every browser; ARGS="-k words" picks some, BROWSERS=chromium browsers
	@$(python) -m tools.browsers
	@$(python) -m tools.nginx
	@echo "Running the tests"
	@$(python) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(python_ready) $(check_ready) ## lint, check the format and the types, list figures past their review
	@echo "Checking with ruff and mypy"
	@$(python) -m ruff check --quiet || { echo "Many of these go away with: $(python) -m ruff check --fix"; exit 1; }
	@$(python) -m ruff format --check --quiet || { echo "Put them right with: $(python) -m ruff format"; exit 1; }
	@$(python) -m mypy
	@echo "Checking scripts and style sheets with TypeScript and Biome"
	@for program in pages workers; do $(with_node) tools/check/node_modules/.bin/tsc -p tools/check/$$program.json || exit 1; done
	@$(biome) $(scripts) || { echo 'Put right what can be with: $(biome) --write $(scripts)'; exit 1; }
	@echo "Looking for figures past their review"
	@$(python) -m tools.reviews

site: $(python_ready) $(node_ready) ## build the site into site/
	@$(python) -m tools.build

offline: $(python_ready) $(node_ready) ## pack the site into one zip in dist/, to open from a folder or copy to any web server
	@$(python) -m tools.offline

wheel: $(python_ready) ## pack the calculators as one command, tune-or-not, into a wheel in dist/
	@$(python) -m tools.wheel

release: $(python_ready) $(node_ready) ## write zip, wheel, bill of materials, changelog, sums of the last commit into dist/release/
	@$(python) -m tools.release

data: $(python_ready) ## compare API prices with the newest lists of others; WRITE=1 writes those that changed
	@$(python) -m tools.refresh $(if $(WRITE),--write)

bench: site ## measure the site beside its peers, and write bench/results/<day>.json, which the page on speed shows
	@$(python) -m tools.browser
	@$(python) -m tools.bench $(ARGS)

zensical: $(python_ready) $(node_ready) ## build with the newest Zensical too, the theme's successor, and list what differs
	@$(python) -m tools.browser
	@$(python) -m tools.zensical

lock: $(python_ready) ## pin again what requirements.in and each package.json name; UPGRADE=1 takes newer versions
	@echo "Pinning into requirements.txt and the package-lock.json of runtime and tools/check"
	@test -x .cache/lock/bin/uv || { $(python) -m venv .cache/lock && .cache/lock/bin/python -m pip install --quiet uv; }
	@.cache/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header $(if $(UPGRADE),--upgrade) --output-file requirements.txt requirements.in
	@for folder in runtime tools/check; do \
		(cd $$folder && $(with_node) npm $(if $(UPGRADE),update,install) --package-lock-only --loglevel=error >/dev/null) || exit 1; done

clean: ## remove everything that can be made again
	@echo "Removing .venv, site, dist, .cache and all node_modules"
	@rm -rf .venv site dist .cache runtime/node_modules tools/check/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. This needs Python 3.11 or newer with venv:"; \
		echo "Debian, Ubuntu: apt-get install python3 python3-venv;  macOS: brew install python"; exit 1; }
	@$(PYTHON) tools/needs.py
	@echo "Making a Python environment in .venv with $$($(PYTHON) --version)"
	@rm -rf .venv && $(PYTHON) -m venv .venv

$(python_ready): requirements.txt .venv/bin/python
	@echo "Installing the pinned Python packages (about a minute, once)"
	@$(python) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt || { \
		echo "The packages were not installed; the lines above say why. Is the package registry within reach (proxy, mirror)?"; exit 1; }
	@touch $@

$(node_ready): runtime/package-lock.json runtime/package.json $(python_ready)
	@echo "Installing the pinned Pyodide with npm"
	@cd runtime && $(with_node) npm ci --loglevel=error --ignore-scripts >/dev/null || { \
		echo "Pyodide was not installed. See more with: cd runtime && ../.venv/bin/npm ci"; exit 1; }
	@touch $@

$(check_ready): tools/check/package-lock.json tools/check/package.json $(python_ready)
	@echo "Installing the pinned Biome and TypeScript with npm"
	@cd tools/check && $(with_node) npm ci --loglevel=error --ignore-scripts >/dev/null || { \
		echo "They were not installed. See more with: cd tools/check && ../../.venv/bin/npm ci"; exit 1; }
	@touch $@
