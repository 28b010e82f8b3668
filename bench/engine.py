"""How long the pure parts of a turn take: `python -m bench.engine [rounds]`.

Over all turns of the simulated calls: taking in the caller's words and deciding what comes next
(aims: 2 ms at the median, 10 ms at the 99th percentile), the reader of dates and times over the
utterances held out for it (1 ms at the 99th), and what stands between a model and the caller:
what is legal with the note about it, and the claim guard for each sentence (5 ms together).
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from tests.eval import in_memory
from tests.eval.claim_states import STATES
from tests.eval.claims import load as load_claims
from tests.eval.run import Plan, plans
from tests.eval.scenario import load
from tests.unit.when_utterances import read, utterances

from bench.figures import report
from bench.prepared import prepared_answers
from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import legal
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import plan
from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.speak.sentences import sentences
from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, UserSaid

ROUNDS = 3


@dataclass
class Times:
    """Milliseconds by what was timed; of several rounds the quickest counts for each item.

    What another process takes of the machine's time is not the engine's.
    """

    best: dict[tuple[str, int], float] = field(default_factory=dict)
    number: int = 0

    def take(self, what: str, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        work()
        took = 1000 * (time.perf_counter() - began)
        key = (what, self.number)
        self.best[key] = min(took, self.best.get(key, took))
        self.number += 1

    def of(self, what: str) -> list[float]:
        return [took for (label, _), took in self.best.items() if label == what]


def measure(rounds: int) -> Times:
    """All parts, `rounds` times."""
    calls = [in_memory.hold(one.scenario, one.caller()).events for one in _plans()]
    times = Times()
    gc.disable()
    for _ in range(rounds):
        times.number = 0
        for events in calls:
            _call(events, times)
            for judged in prepared_answers(events):
                times.take("claim guard: an answer prepared before the turn is over", judged)
        _readings(times)
        _sentences(times)
        gc.collect()
    gc.enable()
    return times


def _plans() -> list[Plan]:
    return plans(load(), (), (0.0,), 1)


def _call(events: Sequence[CallEvent], times: Times) -> None:
    """A call folded again, with the decision after each of the caller's turns."""
    state = CallState()
    for event in events:
        if isinstance(event, UserSaid):
            _turn(state, event, times)
        if isinstance(event, AgentSaid):
            _guarded(event.text, state, times)
        state = reduce(state, event)


def _turn(state: CallState, event: UserSaid, times: Times) -> None:
    after = reduce(state, event)
    times.take("decision: the caller's words to the next step", lambda: plan(reduce(state, event)))
    times.take("gate: what is legal, and the note", lambda: (legal(after), note(after)))


def _guarded(text: str, state: CallState, times: Times) -> None:
    finished, last = sentences(text)
    for sentence in filter(str.strip, (*finished, last)):
        _one(sentence, state, times)


def _one(sentence: str, state: CallState, times: Times) -> None:
    times.take("claim guard: a sentence", lambda: check(sentence, state))


def _readings(times: Times) -> None:
    for said in utterances("when_heldout.jsonl"):
        times.take("date and time reader: an utterance", partial(read, said))


def _sentences(times: Times) -> None:
    states = {name: made() for name, made in STATES.items()}
    for said in (*load_claims("seen"), *load_claims("unseen")):
        _one(said.say, states[said.state], times)


def figures(times: Times) -> Iterator[tuple[str, list[float]]]:
    """The times by label, in the order in which they were first taken."""
    for what in dict.fromkeys(label for label, _ in times.best):
        yield what, times.of(what)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    report("engine", dict(figures(measure(count))), percents=(50, 99), digits=2)
