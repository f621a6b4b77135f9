"""From characters with their places to the arrangement of a page (版面分析).

    sheet      characters, rules, frames, pictures of a page, in points from its top left
    runs       characters → runs: pieces of a printed line       vertical  those set downwards
    chunks     runs → chunks: lines that stand under each other  ranks     their size as a class
    furniture  masthead and footers                              captions  what is under pictures
    frames     what is framed                                    heads     headline, kicker, deck
    cuts       along rules and white space                       hanging   where no cut is possible
    order      of a story's columns                              margins   indents, short lines
    flow       where paragraphs open, sub-heads, verses          lines     runs as they are kept
    gutters    hanging marks                                     initials  large first characters
    bylines    who wrote it                                      endings   sign-offs, signposts
    arranging  all of it, one after the other

Nothing here knows of PDF: characters of any origin that have places can be arranged.
"""

from articles.importing.layout.arranging import arrange

__all__ = ["arrange"]
