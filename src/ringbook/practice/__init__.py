"""A practice as its owner writes it down: `practice.yaml`, and what a preload brings in."""

from ringbook.practice.calendar import OpenTime, open_times
from ringbook.practice.files import load_practice, load_preload
from ringbook.practice.form import PracticeFile
from ringbook.practice.preload import PreloadAppointment, PreloadFile, PreloadSlot, PreloadUser

__all__ = [
    "OpenTime",
    "PracticeFile",
    "PreloadAppointment",
    "PreloadFile",
    "PreloadSlot",
    "PreloadUser",
    "load_practice",
    "load_preload",
    "open_times",
]
