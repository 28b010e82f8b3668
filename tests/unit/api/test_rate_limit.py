from ringbook.api.rate_limit import RateLimiter, bucket_of


def test_a_burst_is_allowed_then_it_says_how_long_to_wait() -> None:
    limiter = RateLimiter(per_minute=6, burst=2)
    assert [limiter.wait("a", 0.0) for _ in range(3)] == [0, 0, 10]
    assert limiter.wait("a", 9.0) == 1
    assert limiter.wait("a", 10.0) == 0


def test_addresses_do_not_share() -> None:
    limiter = RateLimiter(per_minute=60, burst=1)
    assert (limiter.wait("a", 0.0), limiter.wait("b", 0.0)) == (0, 0)
    assert limiter.wait("a", 0.0) == 1


def test_time_does_not_fill_beyond_the_burst() -> None:
    limiter = RateLimiter(per_minute=60, burst=2)
    assert [limiter.wait("a", 3600.0) for _ in range(3)] == [0, 0, 1]


def test_memory_is_bounded_and_forgets_who_was_away_longest() -> None:
    limiter = RateLimiter(per_minute=60, burst=1, remember=2)
    for address in ("a", "b", "a", "c"):
        limiter.wait(address, 0.0)
    assert len(limiter) == 2
    assert limiter.wait("a", 0.0) == 1
    assert limiter.wait("b", 0.0) == 0


def test_ipv6_is_counted_by_household() -> None:
    assert bucket_of("2001:db8::1") == bucket_of("2001:db8::ffff:1") != bucket_of("2001:db8:0:1::1")
    assert bucket_of("192.0.2.7") == "192.0.2.7"
    assert bucket_of("testclient") == "testclient"
