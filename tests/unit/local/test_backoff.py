from ringbook.local.backoff import Backoff


def test_each_failure_in_a_row_waits_twice_as_long_up_to_a_limit() -> None:
    backoff = Backoff(first=0.5, factor=2.0, longest=5.0)
    assert [backoff.delay(n) for n in range(1, 7)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


def test_the_limit_holds_after_any_number_of_failures() -> None:
    assert Backoff(longest=30.0).delay(10_000) == 30.0


def test_a_long_run_forgives_earlier_failures() -> None:
    backoff = Backoff(forgiven_after=60.0)
    assert backoff.failures(before=4, ran_for=59.9) == 5
    assert backoff.failures(before=4, ran_for=60.0) == 1
