"""Why a picture isn't taken, in words, by the code of ``PictureRefused``."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PICTURE_WORDS: Mapping[str, str | Promise] = {
    "svg": gettext_lazy(
        "SVG files can't be used, for they may hold programs. Please choose a PNG, JPEG or WebP."
    ),
    "not_a_picture": gettext_lazy("This file is no picture. Please choose a PNG, JPEG, WebP, GIF or AVIF."),
    "too_many_pixels": gettext_lazy("This picture has too many pixels: at most 40 megapixels are possible."),
    "too_large": gettext_lazy("This picture is too large: at most 10 MB are possible."),
    "missing": gettext_lazy("Please choose a picture first."),
}
