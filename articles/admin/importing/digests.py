"""Texts by short names: what the fields and boxes of the review's form are called."""

from hashlib import sha1


def digest(text):
    """A text's short name in the form."""
    return sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def namesake_field(story, name):
    """What the field is called that says who somebody is whom a story names."""
    return f"person-{story}-{digest(name)}"
