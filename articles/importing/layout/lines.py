"""Runs → the lines that others read: text with the spaces that print shows, place, size (行)."""

from articles.importing.arrangement import Role
from articles.importing.pieces import Line

SPACED = {
    Role.MASTHEAD, Role.SECTION, Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE,
    Role.SUBHEAD, Role.SIGNOFF, Role.CAPTION, Role.CREDIT,
}  # fmt: skip


def lines_of(chunk, role, sheet):
    """The `Line`s of a chunk; set apart in type, words are apart in its text."""
    opens = chunk.opens or [None] * len(chunk.runs)
    return [
        Line(
            text=run.spaced_text if role in SPACED else run.text_of_words,
            box=run.rect.per_mille(sheet),
            size=round(run.size, 2),
            font=run.font,
            opens=is_opening,
        )
        for run, is_opening in zip(chunk.runs, opens, strict=True)
    ]
