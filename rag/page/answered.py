"""Which answers pages were given: only these are judged, and none without end."""

from collections import OrderedDict
from threading import Lock

# Answers remembered, the last ones; a verdict on an older one is no longer taken.
MOST_ANSWERS = 20_000
# Times that one answer is judged, changes of mind and complaints counted.
MOST_VERDICTS = 20


class Answered:
    """Answers by their identifiers. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._left: OrderedDict[str, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    def __contains__(self, answer: object) -> bool:
        return answer in self._left

    def add(self, answer: str) -> None:
        """An answer was given."""
        with self._lock:
            self._left.setdefault(answer, MOST_VERDICTS)
            if len(self._left) > MOST_ANSWERS:
                self._left.popitem(last=False)

    def judge(self, answer: str) -> bool:
        """An answer is judged; False where it was never given, or judged too often."""
        with self._lock:
            left = self._left.get(answer, 0)
            if left:
                self._left[answer] = left - 1
            return left > 0
