# `make help` says what there is. Tools are pinned here, in package.json and rust-toolchain.toml.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

TRUNK_VERSION := 0.21.14
WASM_BINDGEN_VERSION := 0.2.128
CARGO_FUZZ_VERSION := 0.13.2
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/ridealong
PORT ?= 8080
WASM := wasm32-unknown-unknown

export PATH := $(CURDIR)/node_modules/.bin:$(CACHE)/trunk-$(TRUNK_VERSION)/bin:$(CACHE)/wasm-bindgen-cli-$(WASM_BINDGEN_VERSION)/bin:$(PATH)

.PHONY: help
help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-14s %s\n", $$1, $$2 }'

.PHONY: setup
setup: ## Install what the build needs and is not there yet
	@tools/setup.sh $(TRUNK_VERSION) $(WASM_BINDGEN_VERSION) "$(CACHE)"

.PHONY: setup-browser
setup-browser: setup ## Install the browser that the tests need, where it is not there yet
	@node tools/setup-browser.mjs

.PHONY: build
build: setup ## Write the static site to dist/
	@echo "==> Building the release into dist/ (the first time 4 to 8 minutes)"
	@NO_COLOR=true trunk build --release
	@echo "The site is in dist/: publish that folder on any static host, in any sub-folder."

.PHONY: serve
serve: build ## Build the release and serve it on http://localhost:8080 (PORT=... for another)
	@exec node tools/serve.mjs --port $(PORT)

.PHONY: test
test: setup-browser ## Run every check: format, lints, native, WebAssembly and end-to-end tests
	@$(MAKE) lint
	@$(MAKE) test-native
	@$(MAKE) test-wasm
	@$(MAKE) build
	@$(MAKE) test-e2e

.PHONY: lint
lint: # Format and lints, natively and for the browser
	@echo "==> Checking the format"
	@cargo fmt --check
	@echo "==> Linting (the first time about 2 minutes)"
	@cargo clippy --locked --all-targets --all-features -- -D warnings
	@cargo clippy --locked --target $(WASM) --lib --bins --test web -- -D warnings

.PHONY: test-native
test-native: # Native tests
	@echo "==> Running the native tests (the first time about 2 minutes)"
	@cargo test --locked

.PHONY: test-wasm
test-wasm: # Tests inside a headless browser
	@echo "==> Running the WebAssembly tests in headless Chromium (the first time about 1 minute)"
	@export CHROMEDRIVER="$$(node tools/browser.mjs chromedriver)" \
		WASM_BINDGEN_TEST_WEBDRIVER_JSON=$(CURDIR)/target/webdriver.json \
		WASM_BINDGEN_TEST_TIMEOUT=120 \
		CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner; \
	cargo test --locked --target $(WASM) --test web

.PHONY: test-e2e
test-e2e: # End-to-end tests on the build in dist/
	@echo "==> Running the end-to-end tests on the release build (about 1 minute)"
	@playwright test --config tests/e2e/playwright.config.mjs $(ARGS)

# Not a part of `make test`: both browsers with what they need take over 400 MB, and what is
# tested here differs between browsers only where a browser keeps, kills, draws or encrypts something.
.PHONY: test-browsers
test-browsers: build ## Run the faults in Firefox and WebKitGTK; ARGS="firefox fault 11" for some of them
	@node tools/other-browsers.mjs install $(ARGS)
	@echo "==> Running the faults in Firefox and WebKitGTK on the release build (about 6 minutes)"
	@node --test-reporter=./tests/other-browsers/report.mjs tests/other-browsers/all.mjs $(ARGS)

.PHONY: bench
bench: setup-browser build ## Run the benchmarks; the figures go to target/bench/summary.json
	@node tests/bench/run.mjs $(ARGS)

.PHONY: shots
shots: setup-browser build ## Write screenshots of every listed state to shots/
	@node tools/shots.mjs $(ARGS)

.PHONY: soak
soak: setup-browser build ## Run whole what `make test` samples: kills, take-overs, properties, fuzzing (about 35 minutes)
	@echo "==> Properties, 10 times as many cases (about 12 minutes)"
	@PROPTEST_CASES=2560 cargo test --locked --lib --test store --test faults
	@echo "==> 200 take-overs between two tabs, and 28 kills (about 8 minutes)"
	@SOAK=1 playwright test --config tests/e2e/playwright.config.mjs fault-16 fault-11
	@$(MAKE) soak-fuzz

.PHONY: soak-fuzz
soak-fuzz: setup ## Fuzz what reads files and links, each target for FUZZ_SECONDS=120
	@tools/soak/fuzz.sh $(CARGO_FUZZ_VERSION) "$(CACHE)"
