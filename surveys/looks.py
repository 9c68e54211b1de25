"""The look of one survey: words of ``tenants.looks`` where it differs from the organisation's, and pictures.

It is part of the survey as it runs, not of a version: it may change without publishing.
"""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from surveys.assets import asset_url
from surveys.models import Survey
from tenants.brand_links import logo_url
from tenants.branding import is_readable, nearest_readable
from tenants.looks import Look, grounds_of, house_look
from tenants.scope import Scope

type Asset = Annotated[str, Field(pattern=r"^(a_[0-9a-f]{32})?$")]
PICTURED = ("banner", "picture")


class SurveyLook(BaseModel):
    """What a survey chooses for itself; "" is the organisation's. the pictures are asset ids."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    colour: Annotated[str, Field(pattern=r"^(#[0-9a-f]{6})?$")] = ""
    ground: Literal["", "plain", "tinted", "banner", "picture"] = ""
    font: Literal["", "sans", "humanist", "serif", "rounded", "mono"] = ""
    corners: Literal["", "rounded", "soft", "square"] = ""
    density: Literal["", "comfortable", "compact"] = ""
    logo: Literal["organisation", "own", "none"] = "organisation"
    own_logo: Asset = ""
    picture: Asset = ""

    def lacks_picture(self) -> bool:
        """Whether its ground needs a picture that isn't there."""
        return self.ground in PICTURED and not self.picture

    def nearest(self, scope: Scope) -> str | None:
        """Return the nearest colour that can be read on its ground; ``None`` where its own can."""
        shown = shown_look(self, scope)
        light, _dark = grounds_of(shown.colour, shown.ground)
        return None if is_readable(shown.colour, light) else nearest_readable(shown.colour, light)


PLAIN = SurveyLook()


@lru_cache(maxsize=1024)
def stored_look(text: str | None) -> SurveyLook:
    """Return the look that a survey's row holds as JSON text."""
    return SurveyLook.model_validate_json(text) if text else PLAIN


@lru_cache(maxsize=1024)
def shown_look(look: SurveyLook, scope: Scope) -> Look:
    """Return the whole look: the survey's over its organisation's."""
    house = house_look(look.colour or scope.brand_colour, scope.look)
    chosen = house.with_words(look.model_dump())
    if chosen.ground in PICTURED and look.picture:
        return replace(chosen, picture=asset_url(look.picture))
    return chosen


def shown_logo(look: SurveyLook, scope: Scope) -> str:
    """Return the address of the logo; "" for none."""
    if look.logo == "own" and look.own_logo:
        return asset_url(look.own_logo)
    return "" if look.logo == "none" else logo_url(scope)


def look_of(survey: Survey) -> SurveyLook:
    """Return the look that a survey's row holds."""
    return SurveyLook.model_validate(survey.look) if survey.look else PLAIN


def look_text(survey: Survey) -> str | None:
    """Return the same as the JSON text that ``stored_look`` reads."""
    return json.dumps(survey.look) if survey.look else None
