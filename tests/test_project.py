"""What must hold for the repository as a whole."""

import ast
import base64
import hashlib
import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

BASE_DIR = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    *("manage.py", "pyproject.toml", "Makefile", "README.md", "CHANGELOG.md", "requirements"),
    *("liangcheng", "articles", "departments", "templates", "fixtures", "tests", "docs"),
}
LEAVES = ("chinese", "desk", "fast", "files", "rows")
IGNORED = [".git", *(line.rstrip("/") for line in (BASE_DIR / ".gitignore").read_text().split())]
# In parts, so that this file does not name what it looks for.
REGISTRIES = [
    ".".join(name) for name in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")]
]


def is_ignored(path):
    return any(fnmatch(path.name, pattern) for pattern in IGNORED)


def files(folder=BASE_DIR, pattern="*"):
    """The project's own files under a folder: what git keeps, also where there is no git."""
    for path in sorted(folder.iterdir()):
        if is_ignored(path):
            continue
        if path.is_dir():
            yield from files(path, pattern)
        elif fnmatch(path.name, pattern):
            yield path


def imported(path):
    """The names of the modules that a Python file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def tops(path):
    return {name.partition(".")[0] for name in imported(path)}


# The house


def test_top_level_is_that_of_the_design():
    present = {path.name for path in BASE_DIR.iterdir() if not is_ignored(path)}

    assert {name for name in present if not name.startswith(".")} == TOP_LEVEL
    assert os.access(BASE_DIR / ".ci" / "run", os.X_OK)


def test_folders_of_the_project_know_neither_app():
    """What both apps build on: these folders, and what they and departments/ take from beside."""
    folders = [BASE_DIR / "liangcheng" / name for name in LEAVES] + [BASE_DIR / "departments"]
    waiting = [path for folder in folders for path in files(folder, "*.py")]
    seen = set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        assert "articles" not in tops(path), path
        assert "departments" not in tops(path) or folders[-1] in path.parents, path
        names = {name for name in imported(path) if name.startswith("liangcheng.")}
        waiting += {BASE_DIR / f"{name.replace('.', '/')}.py" for name in names} - seen
    assert BASE_DIR / "liangcheng/chinese/dates.py" in seen


def test_api_and_pages_stand_beside_each_other():
    """The pages tell of the API; it takes nothing from them."""
    for path in files(BASE_DIR / "articles" / "api", "*.py"):
        assert not any(name.startswith("articles.views") for name in imported(path)), path


def test_no_module_is_past_one_sitting():
    lengths = {path: len(path.read_text().splitlines()) for path in files(pattern="*.py")}

    assert {str(path): lines for path, lines in lengths.items() if lines > 400} == {}


def test_no_file_names_a_registry_or_a_path_of_this_machine():
    homes = re.compile(r"(?<![\w./])/(?:root|home|Users)/\w")
    found = []
    for path in files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path}: {name}" for name in [*REGISTRIES, str(BASE_DIR)] if name in text]
        found += [f"{path}: {match[0]}" for match in homes.finditer(text)]

    assert found == []


def test_every_target_of_make_says_what_it_does():
    text = (BASE_DIR / "Makefile").read_text()
    (targets,) = re.findall(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)

    assert targets.split() == re.findall(r"^([a-z-]+):.*## .*[一-龥].*· ", text, flags=re.MULTILINE)


# Dependencies


def test_each_dependency_has_its_reason_above_it():
    lines = (BASE_DIR / "pyproject.toml").read_text().splitlines()
    dependencies = [
        number for number, line in enumerate(lines) if re.match(r'  "[a-z-]+(\[.*\])?[>=<]', line)
    ]

    assert len(dependencies) > 20
    for number in dependencies:
        assert lines[number - 1].strip().startswith("# "), lines[number]


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_each_requirement_is_pinned_and_hashed(name):
    text = (BASE_DIR / "requirements" / name).read_text().replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]

    assert len(requirements) > 15
    for requirement in requirements:
        assert re.match(r"[A-Za-z0-9._-]+==[0-9][\w.]*(?= )", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement
    assert "://" not in text


def test_what_runs_is_among_what_is_tested():
    def pins(name):
        text = (BASE_DIR / "requirements" / name).read_text()
        return set(re.findall(r"^[A-Za-z0-9._-]+==\S+", text, flags=re.MULTILINE))

    assert pins("base.txt") <= pins("dev.txt")


# Models and settings


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_deployment_check_finds_nothing():
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=INFO"],
        cwd=BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "a key for this test only, long enough for Django's own check",
            "ALLOWED_HOSTS": "paper.example",
            "DATABASE_URL": "sqlite://:memory:",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert "(0 silenced)" in result.stdout


# Content Security Policy


@pytest.mark.django_db
def test_policy_allows_nothing_inline(client):
    policy = client.get("/")["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    assert "unsafe" not in policy
    assert "http" not in policy
    assert directives["default-src"] == directives["base-uri"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"


def test_policy_knows_the_installed_editors_style_block():
    """The editor writes one fixed style element; a new version of it may bring another."""
    package = Path(find_spec("django_prose_editor").origin).parent
    script = (package / "static" / "django_prose_editor" / "editor.js").read_text()
    (style,) = re.findall(r"`(\.ProseMirror \{[^`$]*)`", script)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    sources = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"]

    assert [source for source in sources if "sha256" in source] == [f"'sha256-{digest}'"]


def test_templates_hold_nothing_inline():
    inline = re.compile(r"""<style|\sstyle=|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE)
    scripts = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
    for path in files(BASE_DIR / "templates", "*.html"):
        text = path.read_text()
        assert not inline.search(text), path
        for attributes in scripts.findall(text):
            assert "src=" in attributes or "application/ld+json" in attributes, path


def test_templates_and_styles_load_nothing_from_elsewhere():
    loaded = re.compile(
        r"""(?:\ssrc(?:set)?=["']|url\(["']?|@import\s+["']?|rel="stylesheet"[^>]*href=["'])"""
        r"""\s*(?:https?:)?//"""
    )
    folders = [BASE_DIR / "templates", BASE_DIR / "liangcheng" / "static"]
    for folder in folders:
        for pattern in ("*.html", "*.css", "*.js"):
            for path in files(folder, pattern):
                assert not loaded.search(path.read_text()), path
