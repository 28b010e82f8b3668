"""No false promise: what a model says is checked sentence by sentence before anyone hears it.

The guard sits in `llm_node`, so that speech, page and history all get the same true words.
"""

import logging
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from dataclasses import dataclass, field

from livekit.agents.llm import ChatChunk, ChatContext, ChoiceDelta, FunctionToolCall
from livekit.agents.types import FlushSentinel

from ringbook.agent.call import Call
from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.languages.spoken_here import fixed
from ringbook.dialogue.speak.sentences import sentences

__all__ = ["guarded"]

log = logging.getLogger("ringbook.guard")

MEANWHILE = "One moment. "


@dataclass(slots=True)
class _Answer:
    """One answer while it streams in: its source, the unfinished text, the tool calls so far.

    Once a sentence was found untrue, text is held: the tool call that makes it true may follow
    in the same answer, and then the sentence made from its result is the one to say.
    """

    call: Call
    chat_ctx: ChatContext
    source: str = ""
    text: str = ""
    tools: list[FunctionToolCall] = field(default_factory=list)
    held: bool = False
    spoke: bool = False

    def take(self, chunk: ChatChunk) -> Iterator[str]:
        """Take in a chunk; give the finished sentences that are true."""
        if chunk.delta is None:
            return
        if self.source and chunk.id != self.source:  # the other brain took over: start afresh
            self.text, self.tools, self.held = "", [], False
        self.source = chunk.id
        self.text += chunk.delta.content or ""
        self.tools += chunk.delta.tool_calls
        if not self.held:
            yield from self._true_sentences()

    def rest(self) -> Iterator[str]:
        """At the end of the stream: what can still be said, corrected where it is untrue."""
        finished, last = sentences(self.text)
        for sentence in [*finished, last]:
            if sentence.strip() and (said := self._corrected(sentence)):
                self.spoke = True
                yield said
        if self.tools and self.held and not self.spoke:
            yield fixed(MEANWHILE, "moment", self.call.state).strip() + " "

    def _true_sentences(self) -> Iterator[str]:
        finished, self.text = sentences(self.text)
        for index, sentence in enumerate(finished):
            verdict = check(sentence, self.call.view(self.chat_ctx))
            if not verdict.ok:
                self.held = True
                self.text = "".join(finished[index:]) + self.text
                return
            self.call.claims.take(verdict.kind, ok=True)
            self.spoke = True
            yield sentence

    def _corrected(self, sentence: str) -> str:
        verdict = check(sentence, self.call.view(self.chat_ctx))
        self.call.claims.take(verdict.kind, ok=verdict.ok)
        if verdict.ok:
            return "" if self.tools and self.held else sentence
        self.held = True
        log.warning("false promise blocked: %s", verdict.kind)
        return "" if self.tools else verdict.instead + " "


async def guarded(
    call: Call,
    chat_ctx: ChatContext,
    chunks: AsyncIterable[ChatChunk | str | FlushSentinel],
) -> AsyncIterator[ChatChunk | str | FlushSentinel]:
    """The answer as it may be heard: true sentences as soon as they end, then the tool calls.

    Tool calls are passed on only from a finished stream.
    """
    answer = _Answer(call, chat_ctx)
    async for chunk in chunks:
        if not isinstance(chunk, ChatChunk):  # the SDK's type has more than its models send
            continue
        for sentence in answer.take(chunk):
            yield sentence
        if chunk.usage is not None:
            yield ChatChunk(id=chunk.id, usage=chunk.usage)
    for sentence in answer.rest():
        yield sentence
    if answer.tools:
        delta = ChoiceDelta(role="assistant", tool_calls=answer.tools)
        yield ChatChunk(id=answer.source, delta=delta)
