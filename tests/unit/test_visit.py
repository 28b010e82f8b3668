"""A visit's wishes in words, as the tools take them."""

import pytest
from tests.unit.dialogue.maple import at, uid
from tests.unit.dialogue.salon import MARIA, PRACTICES, salon

from ringbook.domain.model import Slot
from ringbook.domain.visit import Visit, VisitPart, Wish, read_wishes, written


@pytest.mark.parametrize(
    "wishes",
    [
        (Wish("Cut"), Wish("Colour")),
        (Wish("Cut"), Wish("Trim", "Tom"), Wish("Beard trim", "my father")),
        (Wish("Cut", "Anna"), Wish("Cut", "Tom Shah")),
    ],
)
def test_what_is_written_reads_the_same(wishes: tuple[Wish, ...]) -> None:
    assert read_wishes(written(wishes), salon()) == wishes


def test_the_longest_name_is_the_service_and_case_does_not_matter() -> None:
    wishes = read_wishes("cut and colour for Tom; TRIM", PRACTICES["combo"])
    assert wishes == (Wish("Cut and colour", "Tom"), Wish("Trim"))


@pytest.mark.parametrize(
    "text", ["", "Cut", "Cut; Perm", "Cut; Cut; Cut; Cut; Cut", "for Tom; Cut"]
)
def test_what_is_no_visit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"visit|service"):
        read_wishes(text, salon())


def test_a_visit_begins_with_its_first_part() -> None:
    start = at("2026-01-27 10:00")
    slot = Slot(uid("slot"), start, 30, "Cut", MARIA.id, MARIA.name)
    assert Visit((VisitPart("Cut", None, slot),)).slots == (slot,)
    assert Visit((VisitPart("Cut", None, None, uid("row")),)).slots == ()
