"""Phone numbers: how they are shown, heard and said. Pure."""

__all__ = ["masked"]


def masked(number: str) -> str:
    """The number with all but its last four characters hidden: "+918860141821" -> "••••1821"."""
    return f"••••{number[-4:]}"
