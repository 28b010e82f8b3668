"""No test depends on how fast the machine is: its time stands still while the machine does.

Property tests are deterministic and know no deadline either.
"""

import asyncio
from collections.abc import Callable, Mapping

import pytest
from hypothesis import settings
from tests.patient_time import PatientLoop
from tests.unit.virtual_time import VirtualLoop

settings.register_profile("ringbook", deadline=None, derandomize=True, max_examples=80)
settings.load_profile("ringbook")


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop of an asynchronous test: a patient one; for `virtual_time` one that skips, and for
    `real_time` the usual one."""
    if item.get_closest_marker("virtual_time"):
        return {"virtual": VirtualLoop}
    if item.get_closest_marker("real_time"):
        return {"real": asyncio.SelectorEventLoop}
    return {"patient": PatientLoop}
