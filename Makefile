SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run letters test check bench fuzz pictures tools-for-run tools-for-test tools-for-bench

# rustup puts cargo here, and a shell that was open before does not know it yet.
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

# FAVN_CACHE keeps what is built outside the clone, so that the next clone starts from it.
ifdef FAVN_CACHE
export CARGO_TARGET_DIR ?= $(FAVN_CACHE)/target
endif

help: ## this list
	@grep -hE "^[a-z-]+:.*## " $(MAKEFILE_LIST) | sed -E "s/:.*## /\t/" | expand -t 18

run: tools-for-run ## install what is missing, build, start with a demo organisation (ARGS="--listen 127.0.0.1:0")
	@cargo run --locked -p app --bin favn -- demo $(ARGS)

letters: tools-for-run ## build what makes letters PDF, beside favn (some minutes, once; Favn need not be restarted)
	@cargo build --locked --manifest-path letters/Cargo.toml --target-dir "$${CARGO_TARGET_DIR:-target}"

test: tools-for-test ## install what is missing and check everything
	@scripts/test

check: tools-for-test ## format, clippy and tests of one crate (CRATE=helpline)
	@[ -n "$(CRATE)" ] || { echo "Say which crate: make check CRATE=helpline" >&2; exit 2; }
	cargo fmt -p $(CRATE) --check
	cargo clippy -p $(CRATE) --all-targets --locked -- -D warnings
	cargo nextest run -p $(CRATE) --locked

bench: tools-for-bench ## every benchmark, with its limit and its peer; writes docs/figures.md
	@cargo run --locked --release -p bench -- all

fuzz: tools-for-run ## look for input that breaks the rules engine, half an hour (FOR=60 seconds)
	@scripts/fuzz $(or $(FOR),1800)

pictures: tools-for-test ## the errands again, with screenshots in target/pictures
	@FAVN_PICTURES=$(CURDIR)/target/pictures cargo nextest run --locked -p e2e

tools-for-run:
	@scripts/install-tools run

tools-for-test:
	@scripts/install-tools test

tools-for-bench:
	@scripts/install-tools bench
