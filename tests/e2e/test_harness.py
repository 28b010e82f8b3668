"""The harness itself: what the test says into the microphone can be heard, timed and read."""

import base64

import pytest
from playwright.sync_api import Page
from tests.e2e.console import complaints
from tests.e2e.speech import transcribe, wav

pytestmark = pytest.mark.voice

PAGE = "http://localhost/harness"

LOOPBACK = """async () => {
  const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()]
  a.onicecandidate = ({ candidate }) => candidate && b.addIceCandidate(candidate)
  b.onicecandidate = ({ candidate }) => candidate && a.addIceCandidate(candidate)
  b.ontrack = ({ track }) => {
    window.speaker = new Audio()
    speaker.srcObject = new MediaStream([track])
    speaker.play()
  }
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  for (const track of stream.getTracks()) a.addTrack(track, stream)
  await a.setLocalDescription()
  await b.setRemoteDescription(a.localDescription)
  await b.setLocalDescription()
  await a.setRemoteDescription(b.localDescription)
  await new Promise((resolve) => {
    const look = () => (b.connectionState === 'connected' ? resolve() : setTimeout(look, 20))
    look()
  })
}"""


@pytest.fixture
def loopback(page: Page) -> Page:
    """A page whose own microphone comes back to it over WebRTC."""
    page.route(PAGE, lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto(PAGE)
    page.evaluate(LOOPBACK)
    return page


def test_what_is_said_is_heard(loopback: Page) -> None:
    speech = base64.b64encode(wav("I would like to book an appointment on Thursday.")).decode()
    said = loopback.evaluate("wav => ringbookTest.mic.say(wav)", speech)
    loopback.wait_for_function("from => ringbookTest.ear.onset(from)", arg=said["start"])
    loopback.wait_for_function("ringbookTest.ear.quiet() > 0.5")
    begun = loopback.evaluate("from => ringbookTest.ear.onset(from)", said["start"])
    assert begun >= said["start"]
    pcm = loopback.evaluate("ear => ringbookTest.ear.pcm(0, Infinity)")
    text = transcribe(base64.b64decode(pcm)).lower()
    assert "appointment on thursday" in text


def test_a_blocked_microphone_is_refused(page: Page) -> None:
    page.route(PAGE, lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(PAGE)
    page.evaluate("ringbookTest.mic.deny = 'NotAllowedError'")
    error = page.evaluate(
        "navigator.mediaDevices.getUserMedia({ audio: true }).catch(error => error.name)"
    )
    assert error == "NotAllowedError"


ABORTED = "DataChannel error on lossy: User-Initiated Abort, reason= {room: call-1}"
CLOSED = "publisher data channel 'LOSSY' closed unexpectedly {room: call-1}"


def test_a_line_that_the_server_ended_is_no_complaint() -> None:
    assert complaints([ABORTED, CLOSED, "TypeError"]) == ["TypeError"]


def test_a_channel_that_closed_by_itself_is_one() -> None:
    assert complaints([CLOSED]) == [CLOSED]
