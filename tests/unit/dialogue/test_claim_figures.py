"""The claim guard's figures on sentences that were not used to write it."""

import pytest
from tests.eval.claim_states import STATES
from tests.eval.claims import Split, judge, load, split_of

RECALL = 0.95
PRECISION = 0.98


@pytest.mark.parametrize("split", ["seen", "unseen"])
def test_false_sentences_are_stopped_and_others_are_not(split: Split) -> None:
    judged = judge(load(split))
    assert judged.recall >= RECALL
    assert judged.precision >= PRECISION


@pytest.mark.parametrize("split", ["seen", "unseen"])
def test_a_hash_decides_which_sentences_are_looked_at(split: Split) -> None:
    sentences = load(split)
    assert {split_of(s.say) for s in sentences} == {split}
    assert {s.state for s in sentences} == set(STATES)
    assert len({(s.say, s.state) for s in sentences}) == len(sentences) >= 300
