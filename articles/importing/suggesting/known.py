"""Whom of the archive a story names (已有人物): by name, and by what stands before it."""

from articles.importing.arrangement import Doubt
from articles.importing.drafts import Namesake
from articles.importing.suggesting.lexicon import kind_of

# The kind of a Doubt that asks who somebody is.
NAMESAKE = "namesake"


def names_in(told, archive):
    """The names of people of the archive that stand in a story, in order, each once.

    A name of two characters that is a word too (高峰) is not looked for: with a title before it, it
    is found as any other.
    """
    if not archive.people:
        return []
    return list(
        dict.fromkeys(
            name
            for passage in told.passages
            for start in passage.begins
            for name in archive.names_by_beginning.get(passage.text[start : start + 2], ())
            if passage.text.startswith(name, start)
            and start + len(name) in passage.word_at
            and (len(name) > 2 or not kind_of(name))
        )
    )


def recognise(drafts, archive):
    """Set `person` of PersonDrafts whom the archive knows; the doubts where it takes a person.

    A name alone proves nothing: what the paper says of somebody must agree with what the archive
    knows, and of one person only.
    """
    doubts = []
    for draft in drafts:
        bearers = archive.people_by_name.get(draft.name, [])
        draft.namesakes = [
            Namesake(key=person.key, label=_known_as(person, archive)) for person in bearers
        ]
        agreeing = [person for person in bearers if _agrees(draft, person, archive)]
        if len(agreeing) == 1:
            draft.person = agreeing[0].key
        elif bearers:
            sentence = _question(draft, agreeing or bearers, archive)
            doubts.append(Doubt(kind=NAMESAKE, sentence=sentence, name=draft.name))
    return doubts


def _agrees(draft, person, archive):
    """Whether a person of the archive is who is printed, by a post, a label or an earlier article.

    The label is the organisation where an import entered a second person of a name. A title without
    an organisation proves nothing: two 志愿者 of one name are two.
    """
    if draft.organisation and person.label == draft.organisation:
        return True
    # A list says the organisation once: its second 副局长 is any bureau's.
    says_where = draft.organisation and draft.organisation in draft.title_as_printed
    if says_where and draft.title_as_printed in person.titles:
        return True
    return _holds(draft, person, archive)


def _holds(draft, person, archive):
    """Whether a post that the person holds is what is printed before the name.

    街道党工委书记 is 书记 in 街道党工委. A post without a title asks for its organisation only.
    """
    # A list says the organisation once: 街道纪工委书记甲、副书记乙.
    said = (draft.title_as_printed, draft.organisation + draft.title)
    return any(
        post.title in words and any(name in words for name in _names(post, archive))
        for post in person.posts
        for words in said
        if words
    )


def _names(post, archive):
    department = archive.department_by_key.get(post.department)
    return department.names if department else []


def _question(draft, people, archive):
    whose = "、".join(f"{person.names[0]}（{_known_as(person, archive)}）" for person in people[:3])
    said = f"{draft.title_as_printed}{draft.name}"
    if len(people) > 1:
        many = f"人物库里有同名的{len(people)}人：{whose}"
        return f"报上的“{said}”，{many}。请选定是哪一位，或作为新的人。"
    return f"报上的“{said}”，是不是人物库里的{whose}？请选定，或作为新的人。"


def _known_as(person, archive):
    """What tells a person apart for who is asked: label, posts, or an earlier title."""
    posts = [f"{(_names(post, archive) or [''])[0]}{post.title}" for post in person.posts]
    return person.label or "、".join(posts[:2] or person.titles[:1]) or "没有任职记录"
