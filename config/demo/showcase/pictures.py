"""The showcase's pictures, drawn here: three places to stay and a map of the park."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = (960, 640)
SKY, WATER, GRASS, SAND = (214, 232, 240), (92, 151, 181), (122, 160, 96), (226, 205, 160)
WOOD, ROOF, WALL, TREE, PATH = (120, 86, 60), (150, 70, 56), (246, 240, 230), (52, 94, 66), (236, 226, 206)

type Colour = tuple[int, int, int]
type Paint = Callable[[ImageDraw.ImageDraw], None]


def drawn() -> dict[str, bytes]:
    """Return the files, PNG, by name."""
    return {"lake": _png(_lake), "forest": _png(_forest), "dunes": _png(_dunes), "map": _png(_map)}


def _png(paint: Paint) -> bytes:
    image = Image.new("RGB", SIZE, SKY)
    paint(ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _lake(draw: ImageDraw.ImageDraw) -> None:
    _tree_line(draw, 330)
    draw.rectangle((0, 380, 960, 640), fill=WATER)
    for top in range(410, 640, 46):
        draw.line((60 + top % 130, top, 260 + top % 170, top), fill=SKY, width=4)
    draw.rectangle((300, 430, 660, 456), fill=WOOD)
    for left in (320, 470, 620):
        draw.rectangle((left, 456, left + 16, 540), fill=WOOD)
    _house(draw, 350, 250, 260, 180, ROOF)


def _forest(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 430, 960, 640), fill=GRASS)
    _tree_line(draw, 300)
    _house(draw, 330, 300, 300, 200, WOOD)
    for left, top in ((90, 250), (190, 320), (690, 310), (800, 240)):
        _tree(draw, left, top, 150)


def _dunes(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 330, 960, 420), fill=WATER)
    draw.ellipse((-300, 360, 620, 900), fill=SAND)
    draw.ellipse((420, 400, 1300, 960), fill=(214, 190, 142))
    draw.polygon([(330, 480), (480, 250), (630, 480)], fill=WALL)
    draw.polygon([(480, 250), (630, 480), (540, 480)], fill=SAND)
    draw.polygon([(455, 480), (480, 390), (505, 480)], fill=WOOD)


def _map(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, 960, 640), fill=GRASS)
    draw.ellipse((40, 40, 400, 300), fill=WATER)
    draw.line((0, 560, 480, 420, 960, 470), fill=PATH, width=34)
    draw.line((480, 420, 560, 0), fill=PATH, width=26)
    for left, top in ((640, 70), (740, 130), (640, 190), (800, 230)):
        _house(draw, left, top, 76, 56, ROOF)
    _house(draw, 90, 370, 190, 110, WOOD)
    draw.rounded_rectangle((620, 510, 860, 610), 16, fill=SAND)
    for left in (660, 740, 820):
        draw.ellipse((left - 18, 542, left + 18, 578), fill=ROOF)
    for left, top in ((430, 90), (450, 220), (330, 540), (880, 380), (540, 300)):
        _tree(draw, left, top, 64)


def _house(draw: ImageDraw.ImageDraw, left: int, top: int, width: int, height: int, roof: Colour) -> None:
    middle, door = left + width // 2, width // 7
    eaves = top + height // 3
    draw.rectangle((left, eaves, left + width, top + height), fill=WALL)
    draw.polygon(
        [(left - width // 10, eaves), (middle, top - height // 4), (left + width + width // 10, eaves)],
        fill=roof,
    )
    draw.rectangle((middle - door // 2, top + height // 2, middle + door // 2, top + height), fill=WOOD)


def _tree(draw: ImageDraw.ImageDraw, left: int, top: int, height: int) -> None:
    draw.rectangle(
        (left - height // 16, top + height - 8, left + height // 16, top + height * 5 // 4), fill=WOOD
    )
    draw.polygon(
        [(left, top), (left - height // 2, top + height), (left + height // 2, top + height)], fill=TREE
    )


def _tree_line(draw: ImageDraw.ImageDraw, top: int) -> None:
    for left in range(-20, 1000, 72):
        _tree(draw, left, top - 60 + left * 7 % 50, 140)
