# Youju: setup, run, test, bench. Needs Python 3.11 and make; everything else is installed into .venv.
PYTHON ?= python3
PORT ?=
DOCS ?=
VENV := .venv
PY := $(VENV)/bin/python
LIBRARY := $(or $(YOUJU_LIBRARY),data/library)

export HF_HUB_OFFLINE ?= 1
# glibc gives each thread an arena of its own and keeps what was freed in them: models come and go by hundreds of MB.
export MALLOC_ARENA_MAX ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: setup run test bench

setup: $(VENV)/.installed
	@$(PY) -m rag.model

# torch goes first and alone: with it there, nothing else draws its CUDA build.
$(VENV)/.installed: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "需要 Python 3.11 或更新版本。Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install -q "$$(grep '^torch==' requirements.txt)"
	$(VENV)/bin/pip install -q -r requirements.txt
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(VENV)/bin/pip install -q -r requirements-dev.txt
	touch $@

# Without DOCS the samples go in, into a library that holds nothing else; the mark outlives a run that was cut short.
run: setup
ifneq ($(DOCS),)
	@$(PY) -m ingest "$(DOCS)" || echo "有文件没有导入，见上；其余的照常可问。Some files were not ingested, see above; the rest can be asked."
else
	@if [ ! -e "$(LIBRARY)/library.sqlite3" ] || [ -e "$(LIBRARY)/.samples" ]; then \
		mkdir -p "$(LIBRARY)" && touch "$(LIBRARY)/.samples" && $(PY) -m ingest data/policies && rm "$(LIBRARY)/.samples"; fi
endif
	$(if $(PORT),YOUJU_PORT=$(PORT)) $(PY) app.py

test: setup $(VENV)/.installed-dev
	$(PY) -m ruff check -q . && $(PY) -m ruff format --check -q .
	$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile

bench: setup $(VENV)/.installed-dev
	$(PY) -m tests.bench
