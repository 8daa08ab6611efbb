# Lindungi. Needs Python 3.11 or newer with venv, and make; everything else lands in .venv and var.
.DEFAULT_GOAL := help
.PHONY: help demo test soak bench lock messages clean
SHELL := /bin/sh

PORT ?= 8000
HOST := 127.0.0.1
VAR := $(or $(LINDUNGI_VAR),var)
PY := .venv/bin/python
export DJANGO_SETTINGS_MODULE := enrolment.settings
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1 /p' Makefile | while read name words; do printf '  make %-10s%s\n' "$$name" "$$words"; done

demo: export LINDUNGI_DEMO := 1
demo: ## set up if need be, load the trial data, serve on 127.0.0.1:8000 (PORT=8001 for another port)
	@$(call install,requirements.lock)
	@$(PY) manage.py compile_catalogues
	@$(MAKE) -s --no-print-directory $(VAR)/static/staticfiles.json
	@$(PY) manage.py migrate --database owner --verbosity 0
	@exec $(PY) manage.py demo --host $(HOST) --port $(PORT)

# One line a step; the first that fails shows its words and ends the run.
test: export LINDUNGI_TEST := 1
test: ## format, lint, types, imports, checks, catalogues, and all tests but the long ones
	@$(call install,requirements-dev.lock)
	@$(PY) manage.py compile_catalogues
	@$(call step,format,$(PY) -m ruff format --check .)
	@$(call step,lint,$(PY) -m ruff check .)
	@$(call step,types,$(PY) -m mypy $(typed))
	@$(call step,imports,$(PY) -c "from importlinter.cli import lint_imports_command as run; run()")
	@$(call step,production settings,env $(production) $(PY) manage.py check --deploy --fail-level WARNING)
	@$(call step,migrations,$(PY) manage.py makemigrations --check --dry-run --skip-checks)
	@$(call step,catalogues,$(PY) manage.py check_catalogues)
	@echo "tests (pytest)"; $(PY) -m pytest -m "not soak" --ignore=tests/bench -n $(workers) --dist loadgroup --no-loadscope-reorder

soak: export LINDUNGI_TEST := 1
soak: ## the long tests: hundreds of kills, every page in every language and width
	@$(call install,requirements-dev.lock)
	@$(PY) manage.py compile_catalogues
	@$(PY) -m pytest -m soak --ignore=tests/bench -n $(workers) --dist loadgroup --no-loadscope-reorder

bench: export LINDUNGI_TEST := 1
bench: ## measure speed, as ratios on this machine
	@$(call install,requirements-bench.lock)
	@$(PY) -m pytest tests/bench -q -s -n 0 -p no:randomly

lock: ## pin the newest allowed versions, with hashes (needs uv)
	uv pip compile --quiet $(pinning) pyproject.toml -o requirements.lock
	uv pip compile --quiet $(pinning) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet $(pinning) pyproject.toml --group dev --group bench -c requirements-dev.lock -o requirements-bench.lock

messages: ## collect the words of code and templates into the catalogue
	@$(call install,requirements-dev.lock)
	@$(PY) manage.py extract_catalogues

clean: ## delete the trial: its database, its files and the collected static files
	rm -rf $(VAR)/postgres $(VAR)/postgres-test $(VAR)/files $(VAR)/files-test $(VAR)/static

# One more than there are cores: some tests wait for processes of their own.
workers := $(shell cores=$$(nproc 2>/dev/null || sysctl -n hw.ncpu); echo $$((cores < 4 ? cores + 1 : 4)))
typed := enrolment/spreadsheets agencies/access enrolment/embedded.py enrolment/postgres enrolment/serving.py \
	$(addprefix enrolment/rosters/,background matching parts statements views workbooks)
pinning := --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade
# Values that production needs and a check only looks at.
production := -u LINDUNGI_TEST LINDUNGI_PRODUCTION=1 ALLOWED_HOSTS=lindungi.example \
	SECRET_KEY=only-checked-never-used-0123456789-abcdefghijklmnopqrstuvwxyz

# What the browser gets: hashed and compressed copies, made again when a file or a package changes.
$(VAR)/static/staticfiles.json: requirements.lock $(shell find static -type f 2>/dev/null)
	@LINDUNGI_DEMO=1 $(PY) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

define step
printf '%-22s' "$(1)"; if words=$$($(2) 2>&1); then echo ok; else echo FAILED; printf '%s\n' "$$words"; exit 1; fi
endef

# Make .venv, and bring it to a lock file's state: its checksum is noted, so that a second run costs nothing.
# The development lock holds every pin of the other one.
define install
$(venv); sum=$$(cksum < $(1)); \
case "$$(cat .venv/installed 2>/dev/null)" in *"$$sum"*) exit 0;; esac; \
echo "Installing $(1) (once; a minute or two) …"; \
$(PY) -m pip install --quiet --no-input --require-hashes -r $(1) || { \
	echo "The dependencies could not be installed; pip's words stand above." >&2; exit 1; }; \
{ cksum < requirements.lock; [ $(1) = requirements.lock ] || cksum < requirements-dev.lock; echo "$$sum"; } > .venv/installed
endef

define venv
$(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	found=; old=; \
	for python in python3 python3.11 python3.12 python3.13 python3.14; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		old=$$python; \
		$$python -c 'import ensurepip, venv' 2>/dev/null && { found=$$python; break; }; \
	done; \
	if [ -z "$$old" ]; then \
		echo "Lindungi needs Python 3.11 or newer; none is on the PATH. See https://www.python.org/downloads/" >&2; \
		exit 1; \
	elif [ -z "$$found" ]; then \
		echo "$$old has no venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "Making .venv with $$found …"; \
	$$found -m venv --clear .venv || exit 1; \
}
endef
