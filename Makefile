# Thin: scripts/bootstrap gets what is missing, skips what is there, then runs the command.
.PHONY: up test e2e e2e-voice screenshot check bench fmt

up: ## start everything on this machine and print the page's address
	@scripts/bootstrap ringbook up $(ARGS)

test: ## unit, integration (real Postgres, real speech) and page tests
	@scripts/bootstrap --dev pytest tests/unit tests/integration $(ARGS)
	@npm --prefix web test

e2e: ## calls typed in a real browser through a real LiveKit server; what `up` promises
	@scripts/bootstrap --tests pytest tests/e2e -m "not voice" $(ARGS)

e2e-voice: ## calls by voice in a real browser, in real time: needs a machine of usual speed
	@scripts/bootstrap --tests pytest tests/e2e -m voice $(ARGS)

screenshot: ## docs/screenshot.png, from the test that books by typing
	@scripts/bootstrap --tests pytest tests/e2e/test_page.py -k typing_and_buttons
	@cp tests/e2e/screenshots/booked-light-1440.png docs/screenshot.png

check: ## linters, types, layers, generated types
	@scripts/bootstrap --dev scripts/check

bench: ## measure on this machine; results in bench/results
	@scripts/bootstrap --tests python -m bench

fmt: ## format Python and TypeScript
	@scripts/bootstrap --dev scripts/fmt
