"""A sheet of characters becomes a page of blocks and the arrangement of its stories."""

from dataclasses import replace

from articles.importing.arrangement import Arrangement, Placement, Role
from articles.importing.layout.bylines import joined_bylines
from articles.importing.layout.captions import mark_captions
from articles.importing.layout.chunks import chunks_of, usual_pitch, vertical_chunks
from articles.importing.layout.cuts import Part, cut
from articles.importing.layout.doubts import doubts_of
from articles.importing.layout.flow import flow
from articles.importing.layout.frames import frames_of, inside, is_side
from articles.importing.layout.furniture import (
    is_contents,
    is_masthead_part,
    mark_furniture,
    masthead_lines,
)
from articles.importing.layout.gutters import cut_at_gutters
from articles.importing.layout.heads import Head, heads_of, mark_head
from articles.importing.layout.initials import without_initials
from articles.importing.layout.lines import lines_of
from articles.importing.layout.linking import Text, link
from articles.importing.layout.margins import Margins
from articles.importing.layout.order import ordered
from articles.importing.layout.ranks import HEADLINE, Scale
from articles.importing.layout.runs import horizontal_runs
from articles.importing.layout.sheet import Rect
from articles.importing.layout.splitting import split_headlines, split_tops
from articles.importing.layout.vertical import vertical_runs
from articles.importing.marks import is_closed, signoff
from articles.importing.pieces import Block, Picture, SourcePage


def arrange(sheet):
    """(SourcePage, Arrangement) of a sheet; its number and files are the caller's to add."""
    return _Page(sheet).arranged()


class _Page:
    def __init__(self, sheet):
        self.em = sheet.body_size() if sheet.glyphs else 10
        self.sheet = sheet = replace(sheet, glyphs=without_initials(sheet.glyphs, self.em))
        self.frames = frames_of(sheet)
        self.chunks, self.scale = self._chunks()
        self.rules = [r for r in sheet.rules if not self._is_side_of_frame(r)]
        self.stories = []  # (Head or None, chunks)
        self.doubts = []

    def _chunks(self):
        downwards, across = vertical_runs(self.sheet.glyphs)
        rules = self.sheet.rules
        upright = [rule for rule in rules if rule.height > rule.width]
        level = [rule for rule in rules if rule.width >= rule.height]
        for frame in self.frames:
            left, top, right, bottom = frame
            upright += [Rect(left, top, left, bottom), Rect(right, top, right, bottom)]
            level += [Rect(left, top, right, top), Rect(left, bottom, right, bottom)]
        runs = horizontal_runs(across, HEADLINE * self.em, upright)
        runs = joined_bylines(cut_at_gutters(runs, self.em))
        scale = Scale(self.em, usual_pitch(runs, self.em))
        chunks = chunks_of(runs, scale.pitch, self.em, level + self.sheet.pictures)
        return chunks + vertical_chunks(downwards), scale

    def _is_side_of_frame(self, rule):
        return any(is_side(rule, frame) for frame in self.frames)

    def arranged(self):
        sheet, scale = self.sheet, self.scale
        mark_furniture(self.chunks, self.rules, sheet, scale)
        self.owner = mark_captions(self.chunks, sheet.pictures, scale)
        free = [chunk for chunk in self.chunks if chunk.role is None]
        self.margins = Margins(free, scale)
        self.chunks = split_tops(self.chunks, scale)
        self.chunks = split_headlines(self.chunks, self.rules, scale, self.opens)
        free = [chunk for chunk in self.chunks if chunk.role is None]
        self.faces = {c.font for c in free if scale.is_text(c) and len(c.runs) > 3}
        for chunks in self._parts(free):
            self._read_part(chunks)
        return self._result()

    def _parts(self, chunks):
        """The chunks of each frame, the smallest frames first, then the rest."""
        rest, parts = list(chunks), []
        for frame in reversed(self.frames):
            within = inside(frame, rest)
            if within:
                parts.append(within)
                rest = [chunk for chunk in rest if chunk not in within]
        return [*parts, rest]

    def _read_part(self, chunks):
        if is_masthead_part(chunks, self.sheet):
            for chunk in chunks:
                chunk.role = Role.MASTHEAD
            return
        if is_contents(chunks):
            for chunk in chunks:
                chunk.role, chunk.reason = Role.DISCARDED, "导读"
            return
        whole = Part(chunks, heads_of(chunks, self.scale, self.margins, self.rules))
        for part in cut(whole, self.rules, self.sheet.pictures, self.scale, self._text_of):
            self._read_stories(part)

    def _read_stories(self, part):
        heads = part.heads or self._promoted(part)
        taken = {id(chunk) for head in heads for chunk in head.chunks}
        rest = [chunk for chunk in part.chunks if id(chunk) not in taken]
        if len(heads) < 2:
            self.stories.append((heads[0] if heads else None, rest))
            return
        linked = link(
            Part(part.chunks, heads), self.rules, self.sheet.pictures, self.scale, self._text_of
        )
        self.stories += [(head, chunks) for head, chunks in linked if head or chunks]

    def _text_of(self, chunk):
        """What a chunk says of what goes before and after it."""
        first, last = chunk.runs[0], chunk.runs[-1]
        opens = self.margins.is_set_in(first) if self.margins.has_indents else None
        closed = is_closed(last.text) or self.margins.is_broken_off(last)
        full = not self.margins.is_short(last)
        if opens is False and self._begins_with_subhead(chunk):
            opens = True
        if self._is_apart(chunk):
            opens, closed = True, True
        end = "".join(run.text for run in chunk.runs[-2:])
        end = end[max(end.rfind("（"), end.rfind("("), 0) :]
        is_signed = signoff(end) is not None
        if signoff(chunk.text) is not None:
            opens = None  # flush right, it shows nothing
        return Text(opens, closed or is_signed, full, is_signed)

    def _begins_with_subhead(self, chunk):
        """Whether the first line is short, ends nothing, and the next opens a paragraph."""
        first, second = chunk.runs[0], chunk.runs[1:2]
        return (
            bool(second)
            and not is_closed(first.text)
            and second[0].rect.right - first.rect.right > 2 * self.em
            and self.margins.is_set_in(second[0])
        )

    def _is_apart(self, chunk):
        """Whether a chunk is a line by itself: a sub-head."""
        return (
            len(chunk.runs) < 3
            and not is_closed(chunk.text)
            and (self.scale.is_middle(chunk) or chunk.font not in self.faces)
        )

    def _promoted(self, part):
        """A part without large type: its top line is the headline if it looks unlike the text."""
        first = min(part.chunks, key=lambda chunk: (round(chunk.rect.top), chunk.rect.left))
        rest = [chunk for chunk in part.chunks if chunk is not first]
        if not rest or len(first.runs) > 2 or is_closed(first.text):
            return []
        if self.scale.is_middle(first) or first.font != max(rest, key=lambda c: len(c.text)).font:
            return [Head([first])]
        return []

    def opens(self, chunk):
        """Whether a chunk begins with the first line of a paragraph, as far as indents show."""
        return not self.margins.has_indents or self.margins.is_set_in(chunk.runs[0])

    def _result(self):
        sheet = self.sheet
        stories = sorted(self.stories, key=self._place)
        blocks, placements = [], []

        def place(chunk, role, story=None, reason=""):
            block = Block(
                key=len(blocks) + 1,
                lines=lines_of(chunk, role, sheet),
                box=chunk.rect.per_mille(sheet),
            )
            blocks.append(block)
            placements.append(Placement(block=block.key, role=role, story=story, reason=reason))

        for chunk in masthead_lines(self.chunks):
            place(chunk, Role.MASTHEAD)
        for chunk in self.chunks:
            if chunk.role == Role.DISCARDED:
                place(chunk, chunk.role, reason=chunk.reason)
        for number, (head, chunks) in enumerate(stories, 1):
            if head:
                mark_head(head)
                for chunk in head.chunks:
                    place(chunk, chunk.role, number)
            text = ordered(chunks, self.scale, self.opens)
            pieces = flow(text, self.scale, self.margins)
            for chunk in pieces:
                place(chunk, chunk.role or Role.BODY, number, chunk.reason)
            self.doubts += doubts_of(number, head, pieces, sheet.pictures, self._text_of)
        pictures, owners = self._pictures(stories)
        for chunk, index in self.owner.items():
            place(chunk, chunk.role, owners[index + 1])
        source = SourcePage(
            reader="pdf",
            width=sheet.width,
            height=sheet.height,
            blocks=blocks,
            pictures=pictures,
            discarded=sheet.discarded,
            characters=len(sheet.glyphs) + sum(len(piece.text) for piece in sheet.discarded),
        )
        return source, Arrangement(placements=placements, pictures=owners, doubts=self.doubts)

    def _place(self, story):
        head, chunks = story
        rect = head.rect if head else Rect.around(chunk.rect for chunk in chunks)
        return round(rect.top / (3 * self.em)), rect.left

    def _pictures(self, stories):
        pictures, owners = [], {}
        for key, rect in enumerate(self.sheet.pictures, 1):
            pictures.append(Picture(key=key, box=rect.per_mille(self.sheet)))
            owners[key] = self._story_of(rect, stories)
        return pictures, owners

    def _story_of(self, picture, stories):
        distances = []
        for number, (head, chunks) in enumerate(stories, 1):
            for chunk in [*chunks, *(head.chunks if head else [])]:
                rect = chunk.rect
                distance = max(0, -rect.across(picture)) + max(0, -rect.down(picture))
                if rect.across(picture) <= 0:
                    distance = distance + 4 * self.em
                elif head and chunk in head.chunks and rect.top > picture.top:
                    distance += self.em
                distance += 10 * self.em * self._is_parted(rect, picture)
                distances.append((distance, number))
        return min(distances)[1] if distances else None

    def _is_parted(self, rect, picture):
        """Whether a rule or a frame parts a chunk and a picture."""
        if any(f.grown(2).contains(picture) != f.grown(2).contains(rect) for f in self.frames):
            return True
        (x1, y1), (x2, y2) = rect.middle, picture.middle
        return any(
            (
                rule.width > rule.height
                and min(y1, y2) < rule.middle[1] < max(y1, y2)
                and rule.across(rect) > 0
                and rule.across(picture) > 0
            )
            or (
                rule.height > rule.width
                and min(x1, x2) < rule.middle[0] < max(x1, x2)
                and rule.down(rect) > 0
                and rule.down(picture) > 0
            )
            for rule in self.rules
        )
