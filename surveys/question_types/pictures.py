"""Pictures that questions are asked about."""

from typing import Annotated

from pydantic import Field

from surveys.ids import AssetId
from surveys.question_types.elements import DocumentPart
from surveys.question_types.shapes import Shown
from surveys.texts import PlainText, localised

type Pixels = Annotated[int, Field(ge=1, le=20_000)]


class Picture(DocumentPart):
    """A stored picture; its size in pixels lets a page keep its place before it is loaded."""

    asset: AssetId
    width: Pixels
    height: Pixels


def picture_shown(picture: Picture | None, words: PlainText, shown: Shown) -> dict[str, object] | None:
    """What a template needs of a picture, with ``words`` for those who don't see it; ``None`` for none."""
    if picture is None:
        return None
    return {
        "url": shown.asset_url(picture.asset),
        "width": picture.width,
        "height": picture.height,
        "words": localised(words, shown.language, shown.base_language),
    }
