"""How often something comes from one address in a while, so that too often can be refused.

Counted in Django's cache, by windows of the clock. With the cache in the memory of each process,
each process counts for itself. Without a cache that works nothing is counted, and nobody refused.
"""

import ipaddress
import logging
from time import time

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)


class Counter:
    """Counts `what`, in the plural, for each who does it, in windows of so many seconds."""

    def __init__(self, what, seconds):
        self.what, self.seconds = what, seconds

    def add(self, who, number=1):
        """Count some, and say how many there are in this window; 0 where nobody can count."""

        def counted(key):
            if cache.add(key, number, timeout=2 * self.seconds):
                return number
            total = cache.incr(key, number)
            # Django's own, of files, sets it anew for no longer than the cache's usual time.
            cache.touch(key, 2 * self.seconds)
            return total

        return self._asked(counted, who)

    def so_far(self, who):
        """How many there are in this window."""
        return self._asked(lambda key: cache.get(key, 0), who)

    def wait(self):
        """The seconds until the next window begins."""
        return self.seconds - time() % self.seconds

    def _asked(self, ask, who):
        key = f"{self.what.replace(' ', '-')}:{who}:{int(time() // self.seconds)}"
        try:
            return ask(key)
        except ValueError:  # not in the cache: thrown out in between, or the cache is away
            return 0
        except Exception:  # each cache fails in its own way
            logger.exception("the cache does not answer: %s are not counted", self.what)
            return 0


def client_address(request):
    """Who asks: the address, of IPv6 the network, for a household has one; empty if unknown.

    Only behind our own proxy is its header believed, and of that only what it added itself.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        text = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if found.version == 6:
        mapped = found.ipv4_mapped
        found = mapped or ipaddress.ip_network((found, 64), strict=False).network_address
    return str(found)
