# Thin: scripts/bootstrap gets what is missing, skips what is there, then runs the command.
.PHONY: up test e2e check bench fmt

up: ## start everything on this machine and print the page's address
	@scripts/bootstrap ringbook up $(ARGS)

test: ## unit, integration (real Postgres, real speech) and page tests
	@scripts/bootstrap --dev pytest tests/unit tests/integration $(ARGS)
	@npm --prefix web test

e2e: ## whole calls in a real browser through a real LiveKit server
	@scripts/bootstrap --tests pytest tests/e2e $(ARGS)

check: ## linters, types, layers, generated types
	@scripts/bootstrap --dev scripts/check

bench: ## measure on this machine; results in bench/results
	@scripts/bootstrap --tests python -m bench

fmt: ## format Python and TypeScript
	@scripts/bootstrap --dev scripts/fmt
