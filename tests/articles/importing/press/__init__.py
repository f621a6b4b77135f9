"""Invented newspaper pages with their truth, set line by line, for tests and for the bench.

setting   a story's text → lines of a width, as Chinese is set
stories   what a story is, and how it fills its place on a page
pages     places on a page, masthead, rules: a page and its truth
printing  what is set → a PDF, by Chromium
"""
