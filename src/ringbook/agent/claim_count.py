"""How often the claim guard looked, and what it stopped, in one call."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ringbook.dialogue.claims.guard import Verdict
from ringbook.event_views import claims_view

__all__ = ["ClaimCount"]

log = logging.getLogger("ringbook.guard")


@dataclass(slots=True)
class ClaimCount:
    """`sentences` were judged, `claims` of them said that something was written or failed.

    `stopped` counts those that were not spoken: what was claimed, and why that was untrue.
    """

    sentences: int = 0
    claims: int = 0
    stopped: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, verdict: Verdict) -> None:
        """Count one judged sentence."""
        self.sentences += 1
        self.claims += verdict.kind is not None
        if verdict.why is not None:
            self.stopped[verdict.kind or "other", verdict.why] += 1

    def kept(self) -> dict[str, Any]:
        """The counts as the record keeps them, an `events.ClaimsView`."""
        return dict(claims_view(self.sentences, self.claims, self.stopped))

    def report(self) -> None:
        """Log the figures of the call; never its words."""
        kinds = ", ".join(f"{kind} {why} {n}" for (kind, why), n in sorted(self.stopped.items()))
        log.info(
            "claim guard: %d sentences, %d claims, %d stopped%s",
            self.sentences,
            self.claims,
            self.stopped.total(),
            f" ({kinds})" if kinds else "",
        )
