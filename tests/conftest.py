"""What all tests share: the real edition, an editor, a browser, and no way out of this machine."""

import gc
import os
import shutil
import socket
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

BASE_DIR = Path(__file__).resolve().parent.parent
FAILURES_DIR = BASE_DIR / "var" / "failures"
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", "", None}
CHROMIUMS = ("chromium-headless-shell", "chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
AT_REST = """async () => {
  await document.fonts.ready;
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""
_outcome = pytest.StashKey()

# The same examples in each run, and no clock: a failure means a change, not a slow machine.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is imported and collected stays to the end: nobody looks through it for garbage."""
    gc.disable()
    collected = yield
    gc.freeze()
    gc.enable()
    return collected


def pytest_collection_modifyitems(items):
    """Journeys last: what is quick fails first, and Playwright's event loop disturbs nobody."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker("journey")
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)


def pytest_terminal_summary(terminalreporter):
    """Say once why tests were skipped, not once for each."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason in sorted({report.longrepr[2] for report in skipped}):
        terminalreporter.write_line(reason, yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Remember whether the test failed, for the screenshot."""
    report = yield
    if report.when == "call":
        item.stash[_outcome] = report.outcome
    return report


# Isolation


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Connections to anything but this machine fail at once."""
    real_connect = socket.socket.connect
    real_getaddrinfo = socket.getaddrinfo

    def connect(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOCAL_HOSTS:
            raise OSError(f"A test tried to reach {address}: tests run without a network.")
        return real_connect(self, address)

    def getaddrinfo(host, *args, **kwargs):
        if host not in LOCAL_HOSTS:
            raise OSError(f"A test tried to look up {host}: tests run without a network.")
        return real_getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    """An empty folder for uploads."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True, scope="session")
def public_templates_tell_their_context():
    """`response.context` of a public page, which Django's test client has of its own templates."""
    from django.template.backends.jinja2 import Template
    from django.test.signals import template_rendered

    render = Template.render

    def telling(self, context=None, request=None):
        template_rendered.send(sender=self, template=self, context=context or {})
        return render(self, context, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", telling)
        yield


# Data


@pytest.fixture(autouse=True, scope="session")
def content_types_stay():
    """A test that ends its transactions leaves content types and permissions: they are the code's.

    Django deletes them with the data and makes them anew, by eighty questions. The rest is deleted
    too: of a few rows that takes a millisecond, where PostgreSQL's TRUNCATE makes new files of all
    tables and indexes, fifty and more. References are checked at the end, when none is left.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    from articles.search.backends import backend

    code = {"django_content_type", "auth_permission"}

    def empty(self):
        tables = connection.introspection.django_table_names(
            only_existing=True, include_views=False
        )
        name = connection.ops.quote_name
        connection.ops.execute_sql_flush(
            [f"DELETE FROM {name(table)}" for table in sorted({*tables} - code)]  # noqa: S608
        )
        backend().clear()  # its index is no table of Django's

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture(scope="module")
def shared_data(django_db_setup, django_db_blocker):
    """For a module whose tests all begin with the same data: a fixture that makes them once.

    It asks for this one and is of the module too; what a test changes is undone after it, the data
    after the module. Pictures among them are not in the tests' own folders.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def edition(db):
    """The real edition of 2021-04-14, as loaded from `fixtures/`; its issue."""
    from articles.models import Issue

    _kept_edition()()
    return Issue.objects.get()


@pytest.fixture(scope="module")
def shared_edition(shared_data):
    """The same, once for a module, and really loaded."""
    from articles.models import Issue
    from liangcheng.edition import load_real_edition

    load_real_edition()
    return Issue.objects.get()


@cache
def _kept_edition():
    from liangcheng.edition import load_real_edition
    from tests.keeping import kept

    return kept(load_real_edition)


@pytest.fixture
def editor(db, django_user_model):
    """A member of staff who may do everything with the paper, and nothing with accounts."""
    from django.contrib.auth.models import Group, Permission

    group, _ = Group.objects.get_or_create(name="编辑")
    group.permissions.set(
        Permission.objects.filter(content_type__app_label__in=["articles", "departments", "taggit"])
    )
    user = django_user_model.objects.create_user("editor", password="云栖街道", is_staff=True)
    user.groups.add(group)
    return user


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


# The browser


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium under Playwright; tests that need it are skipped where there is none.

    The one without windows first: the same engine, in much less time. `CHROMIUM=/path` names
    another; `REQUIRE_CHROMIUM=1` fails instead of skipping.
    """
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), "")
    if not executable:
        message = f"no Chromium (Debian: apt install {CHROMIUMS[0]}; or set CHROMIUM to its path)"
        if os.environ.get("REQUIRE_CHROMIUM"):
            pytest.fail(message)
        pytest.skip(message)

    from django.test import testcases
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the ORM here is no danger to it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # Django's live server hands out media itself; here, that is the site's own decision.
        patch.setattr(testcases._MediaFilesHandler, "_should_handle", lambda self, path: False)
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def browser_problems():
    """What went wrong in the browser so far, as sentences.

    A test that provokes a refusal itself, such as a paste with inline styles, clears it.
    """
    return []


@pytest.fixture
def service_workers():
    """Whether the browser runs the site's worker: only where a journey is about it ("allow")."""
    return "block"


@pytest.fixture
def browser_page(request, chromium, live_server, browser_problems, service_workers):
    """A page of a fresh browser at a desk in Shanghai; `goto("/…")` is an address of the site.

    Afterwards the test fails if the browser logged an error (violations of the Content Security
    Policy are among them), a script threw, a part of a page was not found, or anything was
    requested from elsewhere. A page that is not found is the test's own business.
    """
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        service_workers=service_workers,
    )
    problems = browser_problems

    def on_console(message):
        # The browser also logs each answer of 400 and above: `on_response` knows which matter.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(f"console: {message.text}")

    def on_response(response):
        if response.status >= 400 and not response.request.is_navigation_request():
            problems.append(f"{response.status}: {response.url}")

    def on_request(outgoing):
        if not outgoing.url.startswith((f"{live_server.url}/", "data:", "blob:", "about:")):
            problems.append(f"request to elsewhere: {outgoing.url}")

    context.on("console", on_console)
    context.on("response", on_response)
    context.on("request", on_request)
    context.on("weberror", lambda error: problems.append(f"script error: {error.error}"))
    page = context.new_page()
    yield page

    picture = FAILURES_DIR / f"{request.node.name.replace('/', '-')}.png"
    if (problems or request.node.stash.get(_outcome, None) != "passed") and not page.is_closed():
        FAILURES_DIR.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=picture, full_page=True)
        problems = problems and [*problems, f"screenshot of {page.url}: {picture}"]
    context.close()
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture
def axe():
    """`axe(page)`: the page breaks no rule of WCAG 2.2 AA and none of axe's best practices.

    `axe(page, "color-contrast-enhanced")`: nor that rule of AAA.
    """
    from axe_playwright_python.sync_playwright import Axe

    def check(page, *more_rules):
        # target-size is off by default in axe because new in WCAG 2.2.
        options = {
            "rules": {rule: {"enabled": True} for rule in ("target-size", *more_rules)},
            # What is right needs no description, and takes most of the time.
            "resultTypes": ["violations"],
        }
        if not page.evaluate("'axe' in window"):
            page.evaluate(Axe().axe_script)
        # What is still coming is not what people see: an icon is its name until its font is there.
        page.evaluate(AT_REST)
        violations = page.evaluate(
            "options => axe.run(options).then((found) => found.violations)", options
        )
        found = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
            + "\n".join(f"    {node['html'][:160]}" for node in violation["nodes"])
            for violation in violations
        ]
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check
