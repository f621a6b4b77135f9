"""Very many entries on their way into a GIN index: they wait in its list, and are sorted in beside.

To sort them in takes longer than to write them, and another connection can do it meanwhile. So the
index is whole at all times, and some articles more cost a large archive what they cost a small one.
https://www.postgresql.org/docs/current/gin-implementation.html#GIN-FAST-UPDATE
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

# So many are sorted in at once: more take less time each, and need more room in the index's file.
_AT_ONCE = 20_000
# In kilobytes, and more than it will ever have: who writes does not have to sort in.
_LONGEST_LIST = 2_097_151


@contextmanager
def incoming(index):
    """A function that is to be told how many entries have been written since."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"ALTER INDEX {index} SET (fastupdate = on, gin_pending_list_limit = {_LONGEST_LIST})"
        )
    # Within a transaction the index is not free for others before its end.
    sorter = None if connection.in_atomic_block else ThreadPoolExecutor(1)
    try:
        yield _Incoming(index, sorter).add
    finally:
        if sorter:
            sorter.shutdown()
        _sort_in(index)
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
            cursor.execute(f"ALTER INDEX {index} RESET (gin_pending_list_limit)")


class _Incoming:
    def __init__(self, index, sorter):
        self._index, self._sorter = index, sorter
        self._waiting = 0
        self._sorting = None

    def add(self, number):
        self._waiting += number
        if not self._sorter or self._waiting < _AT_ONCE:
            return
        if self._sorting:
            self._sorting.result()
        self._sorting = self._sorter.submit(_sort_in_beside, self._index)
        self._waiting = 0


def _sort_in_beside(index):
    """In a thread, which has a connection of its own."""
    try:
        _sort_in(index)
    finally:
        connection.close()


def _sort_in(index):
    """All that waits, in pieces that have room in the memory for such work."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("RESET maintenance_work_mem")
