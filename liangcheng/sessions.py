"""Sessions in the database, asked only for a key that we may have given out."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS


class SessionStore(db.SessionStore):
    """Django's own, for which any eight characters could be a key: NUL too, an error to PostgreSQL.

    Named as Django's is: the name is part of what signs a session.
    """

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and set(key) <= set(VALID_KEY_CHARS)
