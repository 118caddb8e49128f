"""How many requests an address may send: a token bucket for each, of as many addresses as fit a bound."""

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

import gradio as gr
from fastapi import Request

# Addresses remembered. One that is forgotten starts with a full bucket, as an address does that has been quiet for a minute.
MOST_ADDRESSES = 10_000
_HOME_BITS = 64  # one household or office owns at least so many addresses of IPv6


class Buckets:
    """Token buckets by client. a_minute: tokens that a bucket holds, and that flow into it in a minute; clock: seconds, only growing."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_minute = a_minute
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}  # tokens and when they were counted, who came last at the end

    def __len__(self) -> int:
        return len(self._left)

    def take(self, address: str, tokens: float = 1) -> bool:
        """Take tokens from the bucket of an address; False, and nothing taken, where there are not enough."""
        key, now = client(address), self._clock()
        left, counted = self._left.pop(key, (float(self._a_minute), now))
        left = min(self._a_minute, left + (now - counted) * self._a_minute / 60)
        enough = left >= tokens
        self._left[key] = (left - tokens if enough else left, now)
        if len(self._left) > MOST_ADDRESSES:
            del self._left[next(iter(self._left))]
        return enough


def client(address: str) -> str:
    """Whom an address stands for: itself, or the network that it is of."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(int(known) >> (128 - _HOME_BITS)) if isinstance(known, IPv6Address) else address


def sender(request: Request | gr.Request) -> str:
    """Whom a request comes from; "" where nobody knows."""
    return client(request.client.host) if request.client else ""
