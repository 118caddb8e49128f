"""Whose turn it is among the events that wait for a listener: an address that has less going on goes before one that has more."""

from collections import Counter
from operator import itemgetter
from typing import Any

from fastapi import Request
from gradio.queueing import Event, Queue

from rag.page.rate import sender

# Events of one address that wait: of fifty pages behind it, each with a question, a file and a look at what goes on.
MOST_EVENTS = 150
# Events of one address that run at once: an upload, a text that is verified, a question and one more. The other places are for
# other addresses.
MOST_RUNNING = 4
_WHO = "youju.who"


class Turns(Queue):
    """gradio's queue, which takes what came first: hundreds of events from one address would keep all others waiting."""

    def has_room(self, who: str) -> bool:
        """Whether an address may have one more event wait."""
        queues = [each.queue for each in self.event_queue_per_concurrency_id.values()]
        return sum(_who(event) == who for queue in queues for event in queue) < MOST_EVENTS

    async def push(self, body: Any, request: Request, username: str | None) -> tuple[bool, Any, Any]:
        """As gradio's: whether it was taken, its number or why not, and in one word."""
        pushed = await super().push(body, request, username)
        going = self._going()
        for each in self.event_queue_per_concurrency_id.values():
            each.queue[:] = _in_turn(each.queue, going.copy())
        return pushed

    def get_events(self) -> tuple[list[Event], bool, str] | None:
        """As gradio's: what runs next, whether as a batch, and for which listeners; None for nothing."""
        full = {who for who, count in self._going().items() if count >= MOST_RUNNING}
        queues = [each for each in self.event_queue_per_concurrency_id.values() if each.queue]
        waiting = [each.queue for each in queues]
        for each in queues:
            each.queue = [event for event in each.queue if _who(event) not in full]
        found = super().get_events()
        for each, events in zip(queues, waiting, strict=True):
            each.queue = [event for event in events if not found or event not in found[0]]
        return found

    def _going(self) -> Counter[str]:
        """How many events run, by address."""
        return Counter(_who(event) for job in self.active_jobs for event in job or ())


def _in_turn(waiting: list[Event], going: Counter[str]) -> list[Event]:
    """The events by how many of their address go before each. going: how many run by now, by address."""
    ranked = []
    for event in waiting:
        ranked.append((going[_who(event)], event))
        going[_who(event)] += 1
    return [event for _, event in sorted(ranked, key=itemgetter(0))]


def _who(event: Event) -> str:
    """Whom an event comes from; kept, for it is asked of all that wait whenever one ends."""
    known: str | None = event.request.scope.get(_WHO)
    if known is None:
        known = event.request.scope[_WHO] = sender(event.request)
    return known
