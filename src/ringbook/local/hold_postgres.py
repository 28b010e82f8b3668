"""`python -m ringbook.local.hold_postgres HOME`: embedded Postgres for as long as this runs.

A process of its own, so that a killed `ringbook up` still stops the database in order. Ends with
an error when the server is gone, for the supervisor to start it again.
"""

import signal
import sys
import threading
from pathlib import Path

from ringbook.errors import RingbookError
from ringbook.local.postgres import EmbeddedPostgres, answers

__all__ = ["hold"]

_CHECK = 1.0  # seconds
_GONE_AFTER = 3  # unanswered questions in a row


def hold(home: Path, stop: threading.Event) -> bool:
    """Runs the server until `stop`; False if it went away before."""
    server = EmbeddedPostgres(home)
    server.start()
    try:
        unanswered = 0
        while unanswered < _GONE_AFTER:
            if stop.wait(_CHECK):
                return True
            unanswered = 0 if answers(server.socket) else unanswered + 1
        return False
    finally:
        server.close()


def _main(home: str) -> int:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        return 0 if hold(Path(home), stop) else 1
    except RingbookError as error:
        print(error, file=sys.stderr)  # noqa: T201 - goes to the component's log
        return 1


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
