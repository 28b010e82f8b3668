"""What a command tells the shell: 0 done, 1 refused, 2 wrong usage, 3 no database."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ringbook.errors import ConfigurationError, DatabaseUnavailable, PracticeInvalid, RingbookError

__all__ = ["exit_codes"]


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turns an expected failure into its line on stderr and its exit status."""
    try:
        yield
    except (ConfigurationError, PracticeInvalid) as error:
        raise _exit(error, 2) from None
    except DatabaseUnavailable as error:
        raise _exit(error, 3) from None
    except RingbookError as error:
        raise _exit(error, 1) from None


def _exit(error: RingbookError, status: int) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(status)
