"""The languages of a call: what it can be held in, is held in, and what the caller speaks. Pure."""

from dataclasses import dataclass

__all__ = ["Tongue"]


@dataclass(frozen=True, slots=True)
class Tongue:
    """Languages by their ISO 639-1 code.

    `spoken` are those that this call can be held in, `language` is the one it is held in now, and
    `leaning` what the last turn leaned to. `foreign` is what the caller spoke that is not spoken
    here, `turns` counts in how many turns; `now` says that the last one was, `native` that it was
    in a script of its own. `call_back` is set once they wanted to be called back for it, and
    `warned` once they were told that another brain goes on in English.
    """

    spoken: tuple[str, ...] = ("en",)
    language: str = "en"
    leaning: str | None = None
    foreign: str | None = None
    turns: int = 0
    now: bool = False
    native: bool = False
    call_back: bool = False
    warned: bool = False
