# 《凉城》 — `make` alone lists the targets.
# Needs Python 3.11–3.13 and make; each target makes what it needs and does nothing twice.

# Another interpreter: make run PYTHON=python3.12
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
    $$python -c '$(SUPPORTED)' 2>/dev/null && echo $$python && break; done)
SUPPORTED = import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
# Another port: make run PORT=8001
PORT ?= 8000
# What else pytest is told: make test ARGS="tests/articles -x"
ARGS ?=

BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --require-hashes
SOURCES := articles departments liangcheng tests manage.py
# In Django's language; those of the public pages are in Jinja2's.
DESK_TEMPLATES := templates/admin templates/registration
# Settings as on a server, of a site that keeps nothing.
AS_ON_A_SERVER = ENV_FILE=/dev/null DATABASE_URL=sqlite://:memory: ALLOWED_HOSTS=example.org \
    SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres bench bench-parts bench-search bench-import fuzz-import check fmt lock clean

help: ## 列出所有目标 · list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/run.stamp ## 试用：http://127.0.0.1:8000/ · try it on this machine
	@$(BIN)/python manage.py demo $(PORT)

test: .venv/test.stamp ## 运行全部测试（SQLite，或 DATABASE_URL） · run all tests
	@echo "运行测试，约五分钟…… Running the tests, about five minutes …"
	@$(BIN)/python -m pytest --numprocesses=logical --dist=worksteal $(ARGS)

test-postgres: .venv/test.stamp ## 在临时的 PostgreSQL 上运行全部测试 · all tests on a throwaway PostgreSQL
	@echo "在临时的 PostgreSQL 上运行测试…… Running the tests on a throwaway PostgreSQL …"
	@.ci/postgres $(BIN)/python -m pytest --numprocesses=logical --dist=worksteal $(ARGS)

bench: .venv/test.stamp ## 测网页：两个进程的服务器，冷、热、304，需要 wrk · how fast pages are served
	@$(BIN)/python -m tests.bench.pages $(ARGS)

bench-parts: .venv/test.stamp ## 测网页重做时省了什么 · what liangcheng/fast saves a page made anew
	@$(BIN)/python -m tests.bench.parts $(ARGS)

bench-search: .venv/test.stamp ## 测搜索：百万篇存档，两种数据库，一小时以上 · how fast the search is
	@$(BIN)/python -m tests.bench.search $(ARGS)

bench-import: .venv/test.stamp ## 测导入：样版的每一种形式，对照正确的结果 · how right imported pages are
	@$(BIN)/python -m tests.bench.importing $(ARGS)

fuzz-import: .venv/test.stamp ## 一万个改坏的文件，看导入读不读得垮 · ten thousand broken files for the importer
	@$(BIN)/python -m tests.bench.fuzzing $(ARGS)

check: .venv/test.stamp ## 检查代码、模板、迁移和生产设置 · linters, migrations, production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	find $(DESK_TEMPLATES) -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	find $(SOURCES) -name '*.py' -not -path '*/migrations/*' \
	    -exec $(BIN)/django-upgrade --target-version 5.2 --check {} +
	$(AS_ON_A_SERVER) $(BIN)/python manage.py makemigrations --check --dry-run
	$(AS_ON_A_SERVER) $(BIN)/python manage.py check --deploy --fail-level WARNING

fmt: .venv/test.stamp ## 整理代码和模板的格式 · format code and templates
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find $(DESK_TEMPLATES) -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +
	find $(SOURCES) -name '*.py' -not -path '*/migrations/*' \
	    -exec $(BIN)/django-upgrade --target-version 5.2 --exit-zero-even-if-changed {} +

lock: .venv/test.stamp ## 按 pyproject.toml 重写 requirements/ · pin the versions that pyproject.toml allows
	$(BIN)/uv export --quiet --no-emit-project --no-header --no-dev -o requirements/base.txt
	$(BIN)/uv export --quiet --no-emit-project --no-header --no-dev --extra tasks -o requirements/tasks.txt
	$(BIN)/uv export --quiet --no-emit-project --no-header --no-dev --extra ocr -o requirements/ocr.txt
	$(BIN)/uv export --quiet --no-emit-project --no-header --extra tasks -o requirements/dev.txt

clean: ## 删去环境和缓存；数据（var/）不动 · remove the environment and caches; keeps the data
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis var/static var/failures

.venv/bin/python:
	@$(or $(PYTHON),false) -c '$(SUPPORTED)' 2>/dev/null || { \
	    echo "需要 Python 3.11、3.12 或 3.13，没有找到。请安装，或指明它在哪里：make run PYTHON=python3.12"; \
	    echo "This needs Python 3.11, 3.12 or 3.13. Install one, or name it as above."; \
	    exit 1; } >&2
	@echo "正在建立 Python 环境 .venv…… Making the Python environment .venv …"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { \
	    rm -rf .venv; \
	    echo "建不了 Python 环境。Debian、Ubuntu 上请先安装 python3-venv。"; \
	    echo "Cannot make the environment. On Debian and Ubuntu, install python3-venv."; \
	    exit 1; } >&2

.venv/run.stamp: requirements/base.txt | .venv/bin/python
	@echo "正在安装程序所需的库（只在第一次）…… Installing what it needs (only the first time) …"
	@$(PIP) -r requirements/base.txt
	@touch $@

.venv/test.stamp: requirements/dev.txt | .venv/bin/python
	@echo "正在安装程序和测试所需的库（只在第一次）…… Installing what the tests need (only the first time) …"
	@$(PIP) -r requirements/dev.txt
	@touch .venv/run.stamp $@
