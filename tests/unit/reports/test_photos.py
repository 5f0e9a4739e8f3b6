"""Photos attached as evidence come to paper small, upright and with their words; a broken one is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from desktop.document.document import Document
from desktop.document.reporting import write_reports
from desktop.reports import build_report
from desktop.reports.model import Photos
from desktop.reports.photos import LONGEST, for_paper
from tests.builders import sample

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(path: Path, size: tuple[int, int], color: tuple[int, int, int] = RED, **how: object) -> Path:
    """A picture of one colour with a blue left upper quarter."""
    image = Image.new("RGB", size, color)
    image.paste(BLUE, (0, 0, size[0] // 2, size[1] // 2))
    image.save(path, **how)
    return path


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = sample("electroplating", tmp_path / "a.qsa")
    yield made
    made.close()


def printed(document: Document) -> list[Photos]:
    return [block for block in build_report(document.snapshot()).blocks if isinstance(block, Photos)]


def test_without_photos_nothing_is_printed(document: Document) -> None:
    assert printed(document) == []


def test_photos_follow_the_trainings_they_prove(document: Document, tmp_path: Path) -> None:
    """In the order of the trainings; of their fields too; not what proves something else or is no photo."""
    first, second = document.rows("trainings")[:2]
    document.attach(picture(tmp_path / "b.png", (80, 60)), f"trainings[{second}]", kind="photo")
    document.attach(
        picture(tmp_path / "a.png", (60, 80)), f"trainings[{first}].record", kind="photo", date="2026-03-09"
    )
    document.attach(picture(tmp_path / "c.png", (60, 80)), f"trainings[{first}].record", kind="record")
    document.attach(picture(tmp_path / "d.png", (60, 80)), "enterprise.name", kind="photo")
    (block,) = printed(document)
    assert [photo.name for photo in block.photos] == ["a.png", "b.png"]
    assert block.photos[0].caption.text == "审核方法与电镀节水减排：a (2026-03-09)"
    assert (block.photos[0].width, block.photos[0].height) == (60, 80)
    assert block.number == "图 1-1"


def test_a_large_photo_is_made_small_and_set_upright(tmp_path: Path) -> None:
    """Orientation 6 of a camera: turned a quarter to the right, the blue quarter comes to stand right above."""
    exif = Image.Exif()
    exif[0x0112] = 6
    body = picture(tmp_path / "large.jpg", (4000, 3000), exif=exif).read_bytes()
    content, width, height = for_paper(body)
    assert (width, height) == (LONGEST * 3 // 4, LONGEST)
    assert len(content) < 100_000
    with Image.open(io.BytesIO(content)) as small:
        assert small.size == (width, height)
        found = small.getpixel((width * 3 // 4, height // 4))
        assert isinstance(found, tuple)
        assert found[2] > 150 > found[0]


def test_a_transparent_picture_gets_white_paper(tmp_path: Path) -> None:
    path = tmp_path / "t.png"
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(path)
    content, *_ = for_paper(path.read_bytes())
    with Image.open(io.BytesIO(content)) as small:
        assert small.getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    "spoil",
    [lambda body: b"no picture", lambda body: b"", lambda body: body[: len(body) // 2]],
    ids=["text", "empty", "cut off"],
)
@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_broken_photo_is_told_and_the_others_are_printed(
    document: Document, tmp_path: Path, ending: str, spoil: object
) -> None:
    assert callable(spoil)
    row = document.rows("trainings")[0]
    whole = picture(tmp_path / f"whole.{ending}", (300, 200))
    broken = tmp_path / f"broken.{ending}"
    broken.write_bytes(spoil(whole.read_bytes()))
    for path in (broken, whole):
        document.attach(path, f"trainings[{row}].record", kind="photo")
    (block,) = printed(document)
    assert [bool(photo.content) for photo in block.photos] == [False, True]
    assert broken.name in block.photos[0].fault


def test_the_pdf_holds_the_photos_and_says_what_it_could_not_print(
    document: Document, tmp_path: Path
) -> None:
    row = document.rows("trainings")[0]
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    for path in (*(picture(tmp_path / f"p{n}.jpg", (1600, 1200)) for n in range(7)), broken):
        document.attach(path, f"trainings[{row}].record", kind="photo")
    (written,) = write_reports(document.snapshot(), pdf=tmp_path / "a.pdf", lang="en")
    assert [problem for problem in written.problems if "broken.jpg" in problem]
    pages = pdfium.PdfDocument(tmp_path / "a.pdf")
    try:
        images = [sum(1 for one in page.get_objects() if isinstance(one, pdfium.PdfImage)) for page in pages]
    finally:
        pages.close()
    assert sum(images) == 7
    assert max(images) <= 6
