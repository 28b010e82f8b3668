# Thin: scripts/bootstrap gets what is missing, skips what is there, then runs the command.
.PHONY: up demo test e2e screenshot check bench eval fmt

up: ## start everything on this machine and print the page's address
	@scripts/bootstrap ringbook up $(ARGS)

demo: ## the same with the vendors' stand-ins in place of the local parts, in a data directory of its own
	@scripts/bootstrap ringbook demo --cloud-stand-ins $(ARGS)

test: ## unit, integration (real Postgres, real speech), page and browser tests
	@scripts/bootstrap --tests scripts/test $(ARGS)

e2e: ## only the calls in a real browser through a real LiveKit server, and what `up` promises
	@scripts/bootstrap --tests pytest tests/e2e $(ARGS)

screenshot: ## docs/screenshot.png, from the test that books by typing
	@scripts/bootstrap --tests pytest tests/e2e/test_page.py -k typing_and_buttons
	@cp tests/e2e/screenshots/booked-light-1440.png docs/screenshot.png

check: ## linters, types, layers, generated types
	@scripts/bootstrap --dev scripts/check

bench: ## measure on this machine; results in bench/results
	@scripts/bootstrap --tests python -m bench

eval: ## hold the simulated calls and grade them; the table in docs/evaluation.md
	@scripts/bootstrap --tests python -m tests.eval $(ARGS)

fmt: ## format Python and TypeScript
	@scripts/bootstrap --dev scripts/fmt
