"""Small phrases that are said in many places. Pure."""

__all__ = ["join", "minutes"]


def join(items: list[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def minutes(amount: int) -> str:
    """ "90 minutes", "24 hours", "2 days"."""
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if amount % size == 0 and (amount // size > 2 or unit == "minute" or amount == size):
            count = amount // size
            return f"{count} {unit}{'s' if count != 1 else ''}"
    return f"{amount} minutes"
