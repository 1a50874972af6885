# Two Wings. `make demo` to look at it, `make test` to check it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test test-fast lint bench lighthouse shots contact-sheet lock

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /make \1\t/' | expand -t 20

demo:  ## everything set up, a demo clinic, the site on http://localhost:8000 (PORT=9000 to change)
	@scripts/demo.sh

demo-reset:  ## forget the demo's data
	@scripts/demo.sh reset

setup:  ## the environment alone: .venv and the system's libraries
	@scripts/setup.sh all

test:  ## style, the whole suite on SQLite and PostgreSQL, journeys in the browser
	@scripts/test.sh

test-fast:  ## the suite on SQLite, without a browser
	@scripts/test.sh fast

lint:  ## ruff, djade and mypy
	@scripts/setup.sh all
	@scripts/lint.sh

bench:  ## the speed table, on both databases
	@scripts/bench.sh

lighthouse:  ## Lighthouse 12 on the phone's Today and player, into var/lighthouse/ (needs npx)
	@scripts/lighthouse.sh

shots:  ## every page at 1280 and 390 px, light and dark, into var/shots/
	@scripts/shots.sh

contact-sheet:  ## every practice, worksheet and piece on paper as thumbnails, into var/contact-sheet/
	@scripts/contact-sheet.sh $(ARGS)

lock:  ## compile requirements.in into exact versions (UPGRADE=--upgrade for newer ones)
	@scripts/setup.sh run
	@UPGRADE="$(UPGRADE)" scripts/lock.sh
