"""So many requests a minute from one address: a mistaken loop must not slow the readers down."""

from django.conf import settings
from ninja.throttling import BaseThrottle

from liangcheng.counting import Counter, client_address

_requests = Counter("requests to the API", seconds=60)


class Throttle(BaseThrottle):
    """Refuses what is beyond `API_REQUESTS_PER_MINUTE` (0: nothing); one request counts `cost`."""

    def __init__(self, cost=1):
        self.cost = cost

    def allow_request(self, request):
        most, who = settings.API_REQUESTS_PER_MINUTE, client_address(request)
        if not most or not who:
            return True
        return _requests.add(who, self.cost) <= most

    def wait(self):
        """The seconds until the next minute begins."""
        return _requests.wait()
