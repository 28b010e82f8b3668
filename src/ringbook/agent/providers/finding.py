"""How one part of the set-up is: a provider that was asked, or what a machine has."""

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: what was found, and when it is not well, what to do."""

    part: str
    ok: bool
    found: str
    advice: str = ""
