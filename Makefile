# The project's commands. Each installs what it needs the first time it is run.

VENV := .venv
OLDEST_VENV := build/python3.11
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
BRIEFING_APP := $(BIN)/python -m briefing_app
PICTURES := $(BIN)/python -m tools.pictures
# A part takes longer than a test may; what hangs in one of its cases is ended by tools/fuzz/case.py.
FUZZ := --hypothesis-profile=fuzz --hypothesis-show-statistics -o faulthandler_timeout=0 -o tmp_path_retention_policy=failed
RELEASE := PYTHONPATH=$(CURDIR):$(CURDIR)/packaging $(BIN)/python -m release
SCREENSHOTS := main-window presenter-view forget
GUIDE_PICTURES := read my-force present discussion guess running-order export write

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-oldest check bench fuzz db generated wheel screenshots icons constraints clean always \
	bundle deb check-bundle windows check-windows check-wine checksums lint-workflows check-clients check-page

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | while IFS='|' read -r name what; do \
		printf '%-23s%s\n' "$$name" "$$what"; done

run: $(VENV)/.run | $(VENV)/.packages-run ## Open the window (FILE=other.briefing opens that briefing); without a screen, draw it as a picture
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BRIEFING_APP) $(if $(FILE),"$(FILE)"); \
	else \
		mkdir -p build && rm -rf build/pictures && $(PICTURES) --window -o build/pictures $(if $(FILE),"$(FILE)") && \
		echo "There is no screen here. That is a picture of the window."; \
	fi

test: $(VENV)/.dev | $(VENV)/.packages-test ## Run the tests and print the coverage (ARGS="-k chart" selects tests)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --cov $(ARGS)

test-oldest: ## Import all modules, run the tests of commands and windows, and the self-test, on Python 3.11 (PYTHON=/path/to/python3.11)
	$(MAKE) test VENV=$(OLDEST_VENV) PYTHON=$(or $(PYTHON),python3.11) ARGS="--no-cov -k 'cli or test_application or test_secondary_windows'"
	QT_QPA_PLATFORM=offscreen $(OLDEST_VENV)/bin/python -m briefing_app self-test

check: $(VENV)/.dev | $(VENV)/.packages-run ## Check style, types, layers, licences and the bundled briefing
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/reuse lint --lines
	$(BRIEFING_APP) check data/report.db
	@$(BIN)/python -c 'import sqlite3, sys; \
	    file = sqlite3.connect("file:data/report.db?mode=ro&immutable=1", uri=True); \
	    found = [row[0] for row in file.execute("PRAGMA integrity_check")]; \
	    print("data/report.db: integrity_check says", *found); \
	    sys.exit(found != ["ok"])'

check-clients: $(VENV)/.clients ## Let outloud check the handouts
	$(BIN)/python -m tools.real_clients

check-page: $(VENV)/.clients build/axe/.installed | $(VENV)/.packages-clients ## Open the web page in Chromium and Firefox, and let axe-core check it
	$(BIN)/python -m tools.page_in_browsers

bench: $(VENV)/.dev | $(VENV)/.packages-test ## Measure start-up and response against bare Qt windows, under Xvfb
	$(BIN)/python -m tools.bench $(ARGS)

fuzz: $(VENV)/.dev ## Try 20,500 mutated briefings, sources, personal files and settings, 10,000 groups of keys, the largest exports, 200 kills while typing, and 20 slideshows with monitors plugged in and out (ARGS="-k keys" selects a part)
	$(BIN)/python -m pytest -n 0 -v $(FUZZ) $(ARGS) tools/fuzz

db: $(VENV)/.dev ## Build data/report.db from resources/report, and the demonstration briefing (SOURCE_TEXT=FILE checks the quotes against that text)
	$(BRIEFING_APP) build resources/report -o data/report.db --force $(if $(SOURCE_TEXT),--source-text "$(SOURCE_TEXT)" --keep-proof)
	$(BIN)/python -m tools.bundled_hash
	$(BRIEFING_APP) build resources/demonstration -o resources/demonstration/made-up.briefing --force

generated: $(VENV)/.dev ## Write what is made from commands, addresses and fonts: manual page, README, metainfo, list of characters
	$(RELEASE).manual_page
	$(RELEASE).addresses
	$(BIN)/python -m tools.font_characters

wheel: $(VENV)/.run ## Build the source archive and the wheel in dist/
	$(BIN)/python -m build --no-isolation --outdir dist

bundle: $(VENV)/.package | $(VENV)/.packages-package ## Build the bundle for Linux, which needs no Python, in dist/
	$(RELEASE).bundle

deb: bundle ## Build the package for Debian and Ubuntu in dist/
	$(RELEASE).deb

windows: $(VENV)/.package | $(VENV)/.packages-package ## Build ZIP and MSI for Windows in dist/ (PYTHON_ZIP=python-3.13.x-embed-amd64.zip)
	$(RELEASE).windows $(if $(PYTHON_ZIP),--python-zip "$(PYTHON_ZIP)")

check-windows: $(VENV)/.package | $(VENV)/.packages-package ## Check the folder for Windows, without Python, and its MSI
	$(RELEASE).windows --check-only

check-wine: $(VENV)/.package | $(VENV)/.packages-package $(VENV)/.packages-wine ## Try installers and program for Windows under Wine (ARGS=--tests runs tests too)
	$(RELEASE).wine $(ARGS)

checksums: $(VENV)/.run ## Write dist/SHA256SUMS
	$(RELEASE).checksums

check-bundle: $(VENV)/.package | $(VENV)/.packages-package $(VENV)/.packages-test ## Check the .deb in a minimal Debian without Python (as root)
	$(RELEASE).bundle_checks

lint-workflows: $(VENV)/.package ## Check the workflows in .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*.yml
	$(BIN)/zizmor --offline --no-progress --quiet .github
	bash packaging/workflows/lint .github/workflows/*.yml

screenshots: $(VENV)/.run | $(VENV)/.packages-run ## Draw the pictures for README, docs and guide in docs/
	rm -rf build/pictures
	mkdir -p build docs/screenshots
	$(PICTURES) -o build/pictures
	cp $(SCREENSHOTS:%=build/pictures/%.png) docs/screenshots
	for name in $(GUIDE_PICTURES); do cp build/pictures/guide-$$name.png docs/guide/$$name.png; done

icons: $(VENV)/.run | $(VENV)/.packages-run ## Draw the icon files of the application and of the style sheet
	$(BIN)/python -m tools.icons

constraints: $(VENV)/.dev ## Update packaging/constraints*.txt from pyproject.toml (UPGRADE=1 takes the newest versions)
	$(call compile,--extra build --extra test --extra check,packaging/constraints-dev.txt)
	$(call compile,--extra build --extra package --constraints packaging/constraints-dev.txt,packaging/constraints-package.txt)
	$(call compile,--extra clients --constraints packaging/constraints-dev.txt,packaging/constraints-clients.txt)
	$(call compile,--extra build --constraints packaging/constraints-dev.txt,packaging/constraints.txt)

# One resolution for every system and every Python from 3.11 on, without a registry's address.
define compile
$(BIN)/python -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make constraints" \
	$(if $(UPGRADE),--upgrade) $(1) --output-file $(2)
endef

clean: ## Remove the virtual environment and everything that was built
	rm -rf $(VENV) build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files that start with a dot record when a step was done.

# If a system upgrade removed the environment's interpreter, the environment is created again.
$(VENV)/pyvenv.cfg: $(if $(shell test -x $(BIN)/python && echo there),,always)
	@bash .ci/virtual-environment $(VENV) $(filter-out 3.%,$(PYTHON))

$(VENV)/.run: $(VENV)/pyvenv.cfg packaging/constraints.txt pyproject.toml
	@echo "Installing the program and its libraries into $(VENV): once, about 150 MB to download"
	@bash .ci/install-packages $(BIN)/python packaging/constraints.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run packaging/constraints-dev.txt
	@echo "Installing the tools for tests and checks into $(VENV): once, about 60 MB to download"
	@bash .ci/install-packages $(BIN)/python packaging/constraints-dev.txt
	@touch $@

$(VENV)/.clients: $(VENV)/.run packaging/constraints-clients.txt
	@echo "Installing outloud and what reads web pages into $(VENV): once"
	@bash .ci/install-packages $(BIN)/python packaging/constraints-clients.txt
	@touch $@

build/axe/.installed: packaging/axe/package-lock.json packaging/axe/package.json | $(VENV)/.packages-clients
	@mkdir -p build/axe
	@cp packaging/axe/*.json build/axe
	@npm ci --prefix build/axe --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(VENV)/.package: $(VENV)/.run packaging/constraints-package.txt
	@echo "Installing the tools that build packages into $(VENV): once, about 40 MB to download"
	@bash .ci/install-packages $(BIN)/python packaging/constraints-package.txt
	@touch $@

# If packages can't be installed, the script prints the command that installs them; the next step may
# still work.
$(VENV)/.packages-%: .ci/system-packages | $(VENV)/pyvenv.cfg
	@if bash .ci/system-packages $*; then touch $@; fi
