"""Pictures of surveys: stored under the name of what they hold."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from surveys.exceptions import PictureRefused
from surveys.file_names import clean_file_name
from surveys.models import Asset
from tenants.exceptions import PictureInvalid
from tenants.files import organisation_folder
from tenants.people.models import User
from tenants.pictures import TYPES, Picture, drawn_anew
from tenants.scope import schema

MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 2_560


def store_asset(*, content: bytes, name: str, by: User | None) -> Asset:
    """Keep a picture (PNG, JPEG, WebP, GIF or AVIF, at most 10 MB and 40 megapixels), shrunk to 2,560 pixels.

    The same picture is kept once. Raises ``PictureRefused``.
    """
    if len(content) > MOST_BYTES:
        raise PictureRefused("too_large")
    try:
        picture = drawn_anew(content, longest_side=LONGEST_SIDE)
    except PictureInvalid as problem:
        raise PictureRefused(problem.reason) from problem
    return _kept(picture, name, by)


def store_drawn(*, content: bytes, name: str, by: User | None) -> Asset:
    """Keep a picture that was drawn anew by this installation before, as it is. Raises ``PictureRefused``."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
            content_type = TYPES[image.format or ""]
    except (OSError, KeyError, ValueError, Image.DecompressionBombError) as problem:
        raise PictureRefused("not_a_picture") from problem
    return _kept(Picture(content, content_type, width, height), name, by)


def _kept(picture: Picture, name: str, by: User | None) -> Asset:
    identity = f"a_{hashlib.sha256(picture.content).hexdigest()[:32]}"
    if not default_storage.exists(asset_path(identity)):
        default_storage.save(asset_path(identity), ContentFile(picture.content))
    asset, _is_new = Asset.objects.get_or_create(
        id=identity,
        defaults={
            "name": clean_file_name(name),
            "content_type": picture.content_type,
            "size": len(picture.content),
            "width": picture.width,
            "height": picture.height,
            "added_by": by.pk if by else None,
        },
    )
    return asset


def asset_path(identity: str) -> str:
    """Return where a picture lies in the storage, in the space of the current organisation."""
    return f"{organisation_folder(schema())}/assets/{identity}"


def asset_content(identity: str) -> bytes:
    """Return a picture's file. Raises ``FileNotFoundError``."""
    with default_storage.open(asset_path(identity)) as file:
        content: bytes = file.read()
    return content
