"""A person at the page: speaks, types, taps, and waits for what the agent says."""

import base64
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response
from playwright.sync_api import TimeoutError as NotInTime
from tests.e2e.speech import transcribe, wav
from tests.standins.bey_face import PIXEL

__all__ = ["Caller"]

ANSWERED = 90_000  # milliseconds in which the agent says what is expected, on a busy machine
LOOKS = 200  # milliseconds between two looks; at every frame they would take the page's time
FACE = [*PIXEL[:3]]
PAUSE = 0.4  # seconds of silence after which the agent has really finished

BEGINS = "wav => { ringbookTest.mic.said = ringbookTest.mic.say(wav) }"
HEARS = """([from, pattern]) =>
  [...document.querySelectorAll('[data-testid=utterance][data-who=agent]')]
    .slice(from)
    .some((said) => new RegExp(pattern, 'i').test(said.textContent))
"""
FRAMES = "video => video.getVideoPlaybackQuality().totalVideoFrames"
FRAMES_AFTER = f"""(frames) =>
  ({FRAMES})(document.querySelector('[data-testid=face]')) > frames
"""
COLOR = """(video) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const brush = canvas.getContext('2d');
  brush.drawImage(video, 0, 0, 1, 1);
  return [...brush.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}"""
PCM = "([from, to]) => ringbookTest.ear.pcm(from, to ?? Infinity)"
FREE_TO_SPEAK = """(pause) =>
  document.querySelector('[data-testid=agent-state]')?.dataset.state === 'listening' &&
  ringbookTest.ear.quiet() > pause
"""


class Caller:
    """One page and one call after another. All waits are on what the page shows or plays."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.session_id = ""
        self.token = ""
        self._turn_from = 0
        self._voice_from = 0.0
        page.on("response", self._token)

    # ---- the call ----------------------------------------------------------------------------

    def opens(self) -> "Caller":
        self.page.goto(self.url)
        self.see("call-button").wait_for()
        return self

    def calls(self) -> "Caller":
        """Calls, and waits until the agent has greeted."""
        return self._start("call-button")

    def types_instead(self) -> "Caller":
        return self._start("type-instead")

    def hangs_up(self) -> None:
        self.see("end-call").click()

    def see(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    def _start(self, button: str) -> "Caller":
        self._new_turn(0)
        self.see(button).click()
        self.hears("")
        return self

    def sees_the_face(self) -> None:
        """Waits until the avatar's picture moves on the page, and it is the stand-in's."""
        face = self.see("face")
        face.wait_for()
        self._waits(FRAMES_AFTER, face.evaluate(FRAMES))
        assert face.evaluate(COLOR) == pytest.approx(FACE, abs=12)

    # ---- speaking ----------------------------------------------------------------------------

    def says(self, text: str) -> dict[str, float]:
        """Speaks when the agent has finished; start and end on the page's audio clock."""
        self.waits_for_silence()
        return self.says_at_once(text)

    def says_at_once(self, text: str) -> dict[str, float]:
        """Speaks, also over the agent's words."""
        self.begins_to_say(text)
        return self.has_said()

    def begins_to_say(self, text: str) -> float:
        """Speaks, and comes back while it does; the instant on the page's audio clock."""
        self._new_turn()
        self.page.evaluate(BEGINS, base64.b64encode(wav(text)).decode())
        return self._voice_from

    def has_said(self) -> dict[str, float]:
        """Waits for the end of what was begun; start and end on the page's audio clock."""
        said: dict[str, float] = self.page.evaluate("ringbookTest.mic.said")
        return said

    def types(self, text: str) -> None:
        self._new_turn()
        self.see("text-input").fill(text)
        self.see("send").click()

    def taps(self, testid: str, *, nth: int = 0) -> None:
        self._new_turn()
        self.see(testid).nth(nth).click()

    # ---- listening ---------------------------------------------------------------------------

    def hears(self, pattern: str) -> None:
        """Waits until the agent has said this (a regular expression) since the caller's turn.

        Raises:
            AssertionError: it did not; with the whole conversation.
        """
        try:
            self._waits(HEARS, [self._turn_from, pattern])
        except NotInTime:
            raise AssertionError(f"never heard {pattern!r}:\n{self.conversation()}") from None

    def waits_for_silence(self) -> None:
        self._waits(FREE_TO_SPEAK, PAUSE)

    def heard_aloud(self) -> str:
        """The agent's voice since the caller's turn, transcribed."""
        self.waits_for_silence()
        return self.heard_between(self._voice_from, None)

    def heard_between(self, begun: float, ended: float | None) -> str:
        """The agent's voice between two instants on the page's audio clock, transcribed.

        Without an end: all until now.
        """
        recorded = self.page.evaluate(PCM, [begun, ended])
        return transcribe(base64.b64decode(recorded))

    def _waits(self, condition: str, arg: object) -> None:
        self.page.wait_for_function(condition, arg=arg, timeout=ANSWERED, polling=LOOKS)

    def conversation(self) -> str:
        return "\n".join(self.page.get_by_test_id("utterance").all_text_contents())

    def last_words(self) -> str:
        said = self.page.locator("[data-testid=utterance][data-who=agent]").all_text_contents()
        return " ".join(said[self._turn_from :])

    def _new_turn(self, said_before: int | None = None) -> None:
        agent = self.page.locator("[data-testid=utterance][data-who=agent]")
        self._turn_from = agent.count() if said_before is None else said_before
        self._voice_from = float(self.page.evaluate("ringbookTest.ear.now()"))

    def _token(self, response: Response) -> None:
        """The call's session id is the room that its token opens."""
        if re.search(r"/api/token$", response.url) and response.ok:
            self.token = response.json()["participant_token"]
            self.session_id = str(_claims(self.token)["video"]["room"])


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims
