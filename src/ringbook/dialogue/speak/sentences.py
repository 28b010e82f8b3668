"""What the agent says, sentence by sentence, as the claim guard judges it. Pure."""

import re

__all__ = ["sentences"]

SENTENCE_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bMrs)"  # not after a title
    r"(?<!\bDra)(?<!\bSr)(?<!\bSra)(?<!\bMme)(?<!\sM)(?<!डॉ)"
    r"(?:(?<![ap]\.m)[.]|(?<=[ap]\.m)\.(?=\s+[A-Z])|[!?\u0964])"  # "p.m." ends one before a capital
    r"[\"')\]]*\s+"
)


def sentences(text: str) -> tuple[list[str], str]:
    """The finished sentences of `text`, each with the space behind it, and what is left over."""
    done, start = [], 0
    for end in SENTENCE_END.finditer(text):
        done.append(text[start : end.end()])
        start = end.end()
    return done, text[start:]
