"""So many requests a minute from one address: a mistaken loop must not slow the readers down.

Counted in Django's cache, by the minute of the clock. With the cache in the memory of each process,
each process counts for itself. Without a cache that works, nobody is counted and all are answered.
"""

import ipaddress
import logging
from time import time

from django.conf import settings
from django.core.cache import cache
from ninja.throttling import BaseThrottle

logger = logging.getLogger(__name__)

MINUTE = 60


class Throttle(BaseThrottle):
    """Refuses what is beyond `API_REQUESTS_PER_MINUTE` (0: nothing); one request counts `cost`."""

    def __init__(self, cost=1):
        self.cost = cost

    def allow_request(self, request):
        most, who = settings.API_REQUESTS_PER_MINUTE, address(request)
        if not most or not who:
            return True
        key = f"api:{who}:{int(time() // MINUTE)}"
        try:
            cache.add(key, 0, timeout=2 * MINUTE)
            return cache.incr(key, self.cost) <= most
        except ValueError:  # not in the cache: thrown out in between, or the cache is away
            return True
        except Exception:  # each cache fails in its own way
            logger.exception("the cache does not answer: requests to the API are not counted")
            return True

    def wait(self):
        """The seconds until the next minute begins."""
        return MINUTE - time() % MINUTE


def address(request):
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
