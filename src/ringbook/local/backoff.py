"""How long to wait before a component that died is started again. Pure."""

from dataclasses import dataclass

__all__ = ["Backoff"]


@dataclass(frozen=True, slots=True)
class Backoff:
    """Exponential delays in seconds; a run of `forgiven_after` seconds clears the count."""

    first: float = 0.5
    factor: float = 2.0
    longest: float = 30.0
    forgiven_after: float = 60.0

    def delay(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row, the first being 1."""
        return min(self.longest, self.first * self.factor ** min(failures - 1, 32))

    def failures(self, before: int, ran_for: float) -> int:
        """Failures in a row, now that a run of `ran_for` seconds has ended as well."""
        return 1 if ran_for >= self.forgiven_after else before + 1
