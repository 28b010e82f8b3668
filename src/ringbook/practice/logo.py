"""A practice's logo: a small SVG or PNG file beside its `practice.yaml`."""

from dataclasses import dataclass
from pathlib import Path

from ringbook.errors import PracticeInvalid

__all__ = ["Logo", "read_logo"]

_LARGEST = 64 * 1024  # bytes: it is loaded with every page
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Logo:
    """An image and its media type."""

    media_type: str
    image: bytes


def read_logo(file: Path) -> Logo:
    """The image in `file`.

    Raises:
        PracticeInvalid: it cannot be read, is too large, or is neither SVG nor PNG.
    """
    try:
        image = file.read_bytes()
    except OSError as error:
        raise PracticeInvalid(f"{file.name} cannot be read ({error.strerror})") from None
    if len(image) > _LARGEST:
        raise PracticeInvalid(f"{file.name} must be at most {_LARGEST // 1024} kB")
    if image.startswith(_PNG):
        return Logo("image/png", image)
    if image.lstrip()[:5].startswith((b"<svg", b"<?xml")) and b"<svg" in image:
        return Logo("image/svg+xml", image)
    raise PracticeInvalid(f"{file.name} must be an SVG or a PNG image")
