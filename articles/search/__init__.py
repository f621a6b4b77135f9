"""Search: every Chinese word found, newest first, in SQLite and in PostgreSQL.

    analysis      text → tokens (pairs of characters), the same for both databases
    documents     article → what is indexed: rank, labels, words
    query         what a reader types → a question
    known         what the database knows of its words: who bears a name, which issue is of a day
    backends/     one full-text index a database
    searching     question → hits: newest, by relevance, counted
    form          parameters of an address → a question, its title, the searches next to it
    results       hits → articles with marked excerpts, numbers by department and year
    words         names and the words of headlines
    suggesting    what a reader may want to type, or may have meant
    signals       what makes the index follow: every change of an article, and of what names it
    index         writing what changed, in the same transaction
    loading       very many articles at once
    upkeep        making the whole index anew, and checking it

The design and what it gives up: docs/search.md.
"""
