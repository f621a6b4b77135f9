"""Search: every Chinese word found, newest first, in SQLite and in PostgreSQL.

    analysis      text → tokens (pairs of characters), the same for both databases
    documents     article → what is indexed: rank, labels, words
    query         what a reader types → a question
    backends/     one full-text index a database
    searching     question → hits: newest, by relevance, counted
    form          parameters of an address → a question, its title, the searches next to it
    results       hits → articles with marked excerpts, numbers by department and year
    words         names and the words of headlines
    suggesting    what a reader may want to type, or may have meant
    index         writing: follows every change of an article, rebuilds, verifies

The design and what it gives up: docs/search.md.
"""
