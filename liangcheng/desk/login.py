"""The desk's door: who gets it wrong too often waits (登录)."""

import logging
from hashlib import sha256
from math import ceil

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from liangcheng.counting import Counter, client_address

logger = logging.getLogger(__name__)

# Wrong passwords from one address: for one name, and for all, for an office has one address.
MOST_FOR_A_NAME, MOST_IN_ALL = 10, 50
_wrong = Counter("wrong passwords", seconds=10 * 60)


class LoginForm(AdminAuthenticationForm):
    """Name and password; after too many wrong ones from an address, neither is looked at."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self):
        limits = self._limits()
        if any(_wrong.so_far(who) >= most for who, most in limits):
            raise ValidationError(
                f"用户名或密码输错的次数太多了。请等 {ceil(_wrong.wait() / 60)} 分钟再试；"
                "忘了密码，请管理员重新设一个。",
                code="too_many_tries",
            )
        try:
            return super().clean()
        except ValidationError:
            for who, most in limits:
                if _wrong.add(who) == most:
                    logger.warning("too many wrong passwords from one address: it has to wait")
            raise

    def _limits(self):
        """[(who, most)]: whose wrong passwords are counted, and how many are taken."""
        where = client_address(self.request)
        if not where:
            return []
        # No name stands in the cache: it may be a password, typed into the wrong field.
        name = sha256(self.cleaned_data.get("username", "").encode()).hexdigest()
        return [(f"{where}:{name}", MOST_FOR_A_NAME), (where, MOST_IN_ALL)]
