"""The three places content can lie in, and which of them wins."""

from pathlib import Path

import pytest

from desktop.content.places import content_root, forms_root, resource_root


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A ``desktop`` folder with installed content, in a folder with spaces and Chinese characters."""
    package = tmp_path / "site packages 目录" / "desktop"
    (package / "_data" / "forms").mkdir(parents=True)
    return package


def make_checkout(folder: Path) -> None:
    (folder / "forms").mkdir()
    (folder / "pyproject.toml").touch()


def test_an_installed_package_brings_its_content(package: Path) -> None:
    assert content_root(package, None) == package / "_data"


def test_a_checkout_wins_over_installed_content(package: Path) -> None:
    make_checkout(package.parent)
    assert content_root(package, None) == package.parent


def test_a_package_of_the_name_forms_beside_ours_is_no_checkout(package: Path) -> None:
    (package.parent / "forms").mkdir()
    assert content_root(package, None) == package / "_data"


def test_a_frozen_program_looks_nowhere_else(package: Path, tmp_path: Path) -> None:
    make_checkout(package.parent)
    assert content_root(package, str(tmp_path / "_internal")) == tmp_path / "_internal"


def test_these_tests_run_on_the_files_of_the_checkout() -> None:
    root = Path(__file__).parents[3]
    assert forms_root() == root / "forms"
    assert resource_root() == root / "resources"
    assert (resource_root() / "fonts" / "NotoSansSC-Regular.ttf").is_file()
