# Two commands are all a newcomer needs: `make chat` and `make test`. Both set everything up first.
# What has been done already is not done again.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
# `make chat ARGS=--plain`: the set-up too writes plain lines then.
export GUIDE_PLAIN := $(findstring --plain,$(ARGS))$(findstring --json,$(ARGS))

PREPARE := sh setup/any-python.sh -m setup
PY := .venv/bin/python

.PHONY: help setup encoder train chat test serve evaluate bench soak lint check-knowledge review report fuzz audit sbom lock clean

help: ## what you can do here
	@echo "make chat   talks with the assistant; the first time it sets everything up (a few minutes)"
	@echo "make test   runs every test"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "ARGS hands options on: make chat ARGS=--help"

setup: ## brings uv if it is missing, Python 3.10 and the packages of the lock file into .venv
	@$(PREPARE) environment

encoder: ## builds the sentence encoder from its published weights
	@$(PREPARE) encoder

train: ## trains a model into models/ if something it is made of has changed
	@$(PREPARE) train

chat: ## opens the chat in this terminal
	@$(PREPARE) train
	@$(PY) -m channels.terminal $(ARGS)

test: ## everything: set-up, training, lint, all tests, Rasa's own checks
	@$(PREPARE) train
	@$(MAKE) lint
	@# The browser tests hold an event loop of their own, so they get processes of their own. Files share servers and agents, so a file stays together.
	@$(PY) -m pytest -q -n 2 --dist loadfile tests/browser $(ARGS)
	@$(PY) -m pytest -q -n 2 --dist loadfile tests --ignore=tests/browser $(ARGS)
	@$(PREPARE) rasa-checks

serve: ## serves on http://127.0.0.1:5005, actions included; Ctrl-C stops
	@$(PREPARE) train
	@exec $(PY) -m channels.serve $(ARGS)

evaluate: ## measures the answers and writes reports/evaluation.json
	@$(PREPARE) train
	@$(PY) -m evaluation $(ARGS)

bench: ## measures speed and memory beside two other Rasa bots and writes reports/bench.json
	@$(PREPARE) train
	@$(PY) -m bench $(ARGS)

soak: ## 20,000 turns of a thousand people: memory flat, nothing lost or doubled; reports/soak.json
	@$(PREPARE) train
	@$(PY) -m bench.soak $(ARGS)

lint: ## style, types, the knowledge and its wording
	@$(PREPARE) environment
	@$(PY) -m ruff check --output-format concise .
	@$(PY) -m mypy --strict guide
	@$(PY) -m guide.knowledge check
	@$(PY) -m guide.wording

check-knowledge: ## validates data/knowledge
	@$(PREPARE) environment
	@$(PY) -m guide.knowledge check

review: ## the sheet that a clinician reviews the sentences with
	@$(PREPARE) environment
	@$(PY) -m review $(ARGS)

report: ## what people asked and where they left, without their words: reports/usage.html
	@$(PREPARE) environment
	@$(PY) -m reporting $(ARGS)

fuzz: ## arbitrary bytes for whatever reads them, a minute each: ARGS="--seconds 600 concepts"
	@$(PREPARE) environment
	@$(PY) -W ignore -m fuzz $(ARGS)

audit: ## every locked package against its reviewed advisories; then online, with pip-audit in .tools/audit
	@$(PREPARE) environment
	@$(PY) -m audit $(ARGS)

sbom: ## writes reports/sbom.json, a CycloneDX list of what is inside
	@$(PREPARE) environment
	@$(PY) -m audit sbom $(ARGS)

lock: ## resolves requirements/*.in anew into the lock files
	@$(PREPARE) lock

clean: ## removes models, reports and caches; with ALL=1 the environment too. Conversations stay
	@rm -rf models/encoder models/.training models/guide-*.tar.gz models/guide-*.sha256 models/trained-from.json
	@rm -rf reports results .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis var/log
	@find . -name __pycache__ -type d -not -path './.venv/*' -not -path './.tools/*' -prune -exec rm -rf {} +
	@if [ -n "$(ALL)" ]; then rm -rf .venv .tools; fi
