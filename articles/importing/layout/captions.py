"""What stands under a picture, or beside it: captions and credits (图说、摄影)."""

import re

from articles.importing.arrangement import Role
from articles.importing.marks import credit

NEAR = 1.8  # em under a picture, at most
MOST_LINES = 6
_SAYS_PICTURE = re.compile(
    r"^(图为|图[一二三四①②③④\d]|上图|下图|左图|右图|[▲△▼▽◀▶◆]?\s*图[:：])|摄[)）]?$|(供图|资料图片?|图片)[)）]?$|摄影[:：/]"
)


def mark_captions(chunks, pictures, scale):
    """Give captions and credits their role; returns {chunk: index of its picture}.

    Assumes: a caption is smaller than the text, or of another face, or speaks of a picture, and
    stands close under a picture within its width, or inside it; speaking of a picture, also beside.
    """
    texts = [chunk for chunk in chunks if scale.is_text(chunk) and len(chunk.runs) > 3]
    faces = {chunk.font for chunk in texts}
    owner = {}
    for chunk in chunks:
        if chunk.role is not None or scale.is_headline(chunk) or len(chunk.runs) > MOST_LINES:
            continue
        speaks = bool(_SAYS_PICTURE.search(chunk.text))
        differs = chunk.size <= 0.96 * scale.em or (
            chunk.font not in faces and chunk.size < 1.05 * scale.em
        )
        if not (speaks or differs):
            continue
        near = [
            (distance, index)
            for index, picture in enumerate(pictures)
            if (distance := _distance(chunk, picture, speaks, scale)) is not None
        ]
        if near:
            owner[chunk] = min(near)[1]
            is_credit = credit(chunk.text) == 0 and len(chunk.text) < 20
            chunk.role = Role.CREDIT if is_credit else Role.CAPTION
    return owner


def _distance(chunk, picture, speaks, scale):
    """How far a chunk is from a picture, in points; None if it does not stand as a caption does."""
    rect, em = chunk.rect, scale.em
    is_within = picture.left - em <= rect.left and rect.right <= picture.right + em
    below = rect.top - picture.bottom
    if is_within and -0.5 * em <= below <= NEAR * em:
        return max(below, 0)
    above = picture.top - rect.bottom
    beside = -rect.across(picture)
    if picture.contains(rect):
        return 0
    if speaks:
        if is_within and 0 <= above <= NEAR * em:
            return above + em
        if 0 <= beside <= NEAR * em and rect.down(picture) > 0.5 * rect.height:
            return beside + 2 * em
    return None
