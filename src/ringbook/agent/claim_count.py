"""How often the claim guard looked, and what it stopped, in one call."""

import logging
from collections import Counter
from dataclasses import dataclass, field

__all__ = ["ClaimCount"]

log = logging.getLogger("ringbook.guard")


@dataclass(slots=True)
class ClaimCount:
    """`sentences` were judged, `claims` of them said that something was written or failed.

    `stopped` counts those that were not spoken, by the kind that `dialogue.claims` gives.
    """

    sentences: int = 0
    claims: int = 0
    stopped: Counter[str] = field(default_factory=Counter)

    def take(self, kind: str | None, *, ok: bool) -> None:
        """Count one judged sentence."""
        self.sentences += 1
        self.claims += kind is not None
        if not ok:
            self.stopped[kind or "other"] += 1

    def report(self) -> None:
        """Log the figures of the call; never its words."""
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(self.stopped.items()))
        log.info(
            "claim guard: %d sentences, %d claims, %d stopped%s",
            self.sentences,
            self.claims,
            self.stopped.total(),
            f" ({kinds})" if kinds else "",
        )
