# Thin: scripts/bootstrap gets what is missing, skips what is there, then runs the command.
.PHONY: up test check bench fmt

up: ## start everything on this machine and print the page's address
	@scripts/bootstrap ringbook up $(ARGS)

test: ## unit, integration (real Postgres) and end-to-end (real browser) tests
	@scripts/bootstrap --tests pytest $(wildcard tests/unit tests/integration tests/e2e) $(ARGS)
	@[ ! -f web/package.json ] || npm --prefix web test

check: ## linters, types, layers, generated types
	@scripts/bootstrap --dev scripts/check

bench: ## measure on this machine; results in bench/results
	@scripts/bootstrap --tests python -m bench

fmt: ## format Python and TypeScript
	@scripts/bootstrap --dev scripts/fmt
