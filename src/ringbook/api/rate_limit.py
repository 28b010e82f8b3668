"""A token bucket for each address, in bounded memory. Pure: the clock is passed in."""

import ipaddress
import math
from collections import OrderedDict
from dataclasses import dataclass

__all__ = ["RateLimiter", "bucket_of"]


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class RateLimiter:
    """Allows `burst` at once and `per_minute` in the long run, for each address.

    Of more than `remember` addresses the one unseen for longest is forgotten.
    """

    def __init__(self, per_minute: float, burst: int, remember: int = 10_000) -> None:
        self._rate, self._burst, self._remember = per_minute / 60.0, float(burst), remember
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def wait(self, address: str, now: float) -> int:
        """Takes a token: 0 when there was one, else the whole seconds until there is.

        `now` is in seconds and never goes back.
        """
        bucket = self._bucket(address, now)
        if bucket.tokens >= 1.0:
            bucket.tokens -= 1.0
            return 0
        return math.ceil((1.0 - bucket.tokens) / self._rate)

    def _bucket(self, address: str, now: float) -> _Bucket:
        bucket = self._buckets.pop(address, None) or _Bucket(self._burst, now)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.filled_at) * self._rate)
        bucket.filled_at = now
        self._buckets[address] = bucket
        if len(self._buckets) > self._remember:
            self._buckets.popitem(last=False)
        return bucket


def bucket_of(address: str) -> str:
    """The address itself; for IPv6 its /64, which is what one household is given."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
