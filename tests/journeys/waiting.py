"""Waiting for what a script of the page does."""

import time

SECONDS = 10


def wait_until(page, expression, arg=None):
    """Wait until an expression, or a function of `arg`, is true in the page.

    Asked from outside, again and again: Playwright's own waiting asks within the page by `eval`,
    which the Content Security Policy refuses the second time.
    """
    end = time.monotonic() + SECONDS
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"not within {SECONDS} s: {expression}"
        page.wait_for_timeout(20)
