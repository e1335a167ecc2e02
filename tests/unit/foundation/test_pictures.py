"""What people bring becomes a plain JPEG, and nothing else does."""

import pytest
from PIL import Image, ImageCms, ImageFile

from aami_events.foundation import pictures
from aami_events.foundation.pictures import PictureRefused, read
from tests.factories.pictures import a_picture, opened


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 6 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_taken_is_written_anew(kind):
    taken = read(a_picture(kind))
    found = opened(taken.data)
    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (400, 300))
    assert (taken.width, taken.height) == (400, 300)
    assert near(found.getpixel((10, 10)), (254, 0, 0))


def test_it_is_made_small_and_never_larger():
    taken = read(a_picture(size=(4000, 1000)))
    assert (taken.width, taken.height) == (1600, 400)


def test_what_the_camera_wrote_is_gone_and_it_stands_upright():
    wrote = Image.Exif()
    wrote[0x0112], wrote[0x010E] = 6, "chez moi"  # turned by a quarter; a description
    wrote.get_ifd(0x8825)[1] = "N"  # a place
    data = a_picture(exif=wrote)
    assert b"chez moi" in data
    taken = read(data)
    assert (taken.width, taken.height) == (300, 400)
    assert b"chez moi" not in taken.data and not opened(taken.data).getexif()


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("RGBA", "WEBP"), ("LA", "PNG")])
def test_what_is_transparent_becomes_white(mode, kind):
    found = opened(read(a_picture(kind, mode=mode, colour=(0, 0, 0, 0) if mode == "RGBA" else (0, 0))).data)
    assert near(found.getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_printed_colours_are_taken(mode):
    assert opened(read(a_picture(mode=mode, colour=0)).data).mode == "RGB"


def test_colours_of_another_space_are_brought_into_ours():
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert opened(read(a_picture(icc_profile=swapped)).data).mode == "RGB", "a profile that does not fit is passed over"
    ours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    taken = opened(read(a_picture(icc_profile=ours)).data)
    assert near(taken.getpixel((5, 5)), (254, 0, 0)) and "icc_profile" not in taken.info


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unreadable"),
        (b"GIF89a" + b"\0" * 40, "unreadable"),
        (a_picture("GIF"), "unreadable"),
        (a_picture("TIFF"), "unreadable"),
        (a_picture()[:300], "unreadable"),
        (a_picture("PNG")[:60], "unreadable"),
        (a_picture()[:20] + b"\xff" * 600, "unreadable"),
        (a_picture(size=(199, 900)), "small"),
        (a_picture("PNG", size=(4000, 3000), mode="1", colour=0), "large"),
        (a_picture("PNG", size=(20_000, 20_000), mode="1", colour=0), "large"),
    ],
)
def test_what_is_refused(data, why):
    with pytest.raises(PictureRefused) as refusal:
        read(data)
    assert refusal.value.why == why


def test_a_progressive_picture_may_have_fewer_pixels(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PROGRESSIVE", 100_000)
    assert read(a_picture()).width == 400
    with pytest.raises(PictureRefused):
        read(a_picture(progressive=True))


@pytest.mark.parametrize("taken_elsewhere", [False, True])
def test_a_file_that_was_cut_is_refused_whatever_others_take(monkeypatch, taken_elsewhere):
    """WeasyPrint, once it is imported, lets Pillow read what is cut."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", taken_elsewhere)
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = a_picture(kind, size=(900, 900))
        with pytest.raises(PictureRefused):
            read(whole[: len(whole) // 2])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is taken_elsewhere and read(a_picture()).width == 400
