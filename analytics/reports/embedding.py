"""Pictures of surveys put into drawings that stand alone, where nothing can be fetched by its address."""

import base64
import re
from collections.abc import Mapping

from analytics.reports.colours import painted
from surveys.assets import ADDRESS
from surveys.domain import asset_content
from surveys.models import Asset

_IMAGE = re.compile(r'<image href="' + re.escape(ADDRESS) + r'([\w.-]{1,64})"([^>]*)/>')


def drawn_alone(svg: str, colours: Mapping[str, str]) -> str:
    """A drawing as a file: with its colours, and with what stands at addresses of pictures in it; without
    those that are gone."""
    return _IMAGE.sub(lambda found: _image(found[1], found[2]), painted(svg, colours))


def _image(asset_id: str, rest: str) -> str:
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is None:
        return ""
    try:
        content = base64.b64encode(asset_content(asset.pk)).decode()
    except FileNotFoundError:
        return ""
    return f'<image href="data:{asset.content_type};base64,{content}"{rest}/>'
