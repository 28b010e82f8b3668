"""The local speech parts by themselves: `python -m bench.speech`.

Recognition of whole utterances, synthesis to the first audio, and the start of a process.
"""

import tempfile
import time
from collections.abc import Callable
from functools import partial

from tests.speech.audio import spoken

from bench.figures import report
from bench.turns import SAID
from ringbook.agent.providers.local_speech import LocalSpeech, prewarm
from ringbook.config import Settings

ROUNDS = 4
ANSWERS = (
    "One moment.",
    "Your number is 3 1 2, 5 5 5, 0 1 4 2. Is that right?",
    "I have Tuesday, January 27 at 2:30 PM with Doctor Rao. Shall I book that for you?",
    "You are booked for a cleaning on Tuesday, January 27 at 2:30 PM.",
)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def first_audio(local: LocalSpeech, text: str) -> bytes:
    return local.voice.pcm(local.voice.phrases(text)[0])


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings.model_validate({"ringbook_home": home})
        loading = [timed(lambda: prewarm(settings).close()) for _ in range(2)]
        local = prewarm(settings)
        sounds = [spoken(said) for said in SAID]
        heard = [timed(partial(local.whisper.transcribe, s)) for s in sounds * ROUNDS]
        said = [timed(partial(first_audio, local, a)) for a in ANSWERS * ROUNDS]
        local.close()
    report(
        "speech",
        {
            "recognise an utterance": heard,
            "text to first audio": said,
            "load and warm all models": loading,
        },
    )


if __name__ == "__main__":
    main()
