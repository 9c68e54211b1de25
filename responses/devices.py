"""What kind of device a response begins on: as coarse as charts need it, told from the request's headers.

Nothing else of the headers is kept: neither the browser, nor its version, nor the model.
"""

from collections.abc import Mapping
from typing import Literal, get_args

type Device = Literal["phone", "tablet", "desktop"]
DEVICES: tuple[Device, ...] = get_args(Device.__value__)
_MOST_READ = 400
_TABLETS = ("iPad", "Tablet;", "Tablet)", "Kindle", "Silk/", "PlayBook")
_DESKTOPS = ("Windows NT", "Macintosh", "X11", "CrOS", "Linux x86")


def device_of(headers: Mapping[str, str]) -> Device | Literal[""]:
    """Return the kind of device that sent a request, ``""`` where its headers don't tell.

    ``headers`` go by the names that WSGI gives them. Phones say so in ``Sec-CH-UA-Mobile`` or write ``Mobi``
    into ``User-Agent``; Android without it is a tablet. An iPad that asks for pages as a Mac does counts as
    a desktop: nothing in its headers says otherwise.
    """
    agent = headers.get("HTTP_USER_AGENT", "")[:_MOST_READ]
    if any(mark in agent for mark in _TABLETS):
        return "tablet"
    if headers.get("HTTP_SEC_CH_UA_MOBILE") == "?1" or "Mobi" in agent:
        return "phone"
    if "Android" in agent:
        return "tablet"
    return "desktop" if any(mark in agent for mark in _DESKTOPS) else ""
