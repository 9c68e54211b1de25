"""Single charts of shared results on other sites: what to paste there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.html import format_html

from analytics.models import SharedResults
from analytics.results import Layout
from analytics.sharing.keeping import identity_of, wanted_questions
from analytics.showing.links import shared_link
from analytics.showing.pictures import USUAL, has_bars
from analytics.showing.reader import Reader

FRAME_HEIGHT = 480


@dataclass(frozen=True, slots=True)
class ChartToPaste:
    """A question's chart: the HTML of a frame, and of a picture where one can be drawn ("" elsewhere)."""

    identity: str
    title: str
    frame: str
    picture: str


def may_embed(share: SharedResults) -> bool:
    """Whether charts may stand on other sites: on those that were named, and without a password."""
    return bool(share.sites) and not share.password


def charts_to_paste(share: SharedResults, layout: Layout, reader: Reader) -> list[ChartToPaste]:
    """What to paste for every question that is shown; nothing where no site is named."""
    if not may_embed(share):
        return []
    return [
        ChartToPaste(
            identity_of(each),
            title := reader.words(each.text) or each.name,
            _frame(share, identity_of(each), title),
            _picture(share, identity_of(each), title) if has_bars(each.summary_kind) else "",
        )
        for each in wanted_questions(share, layout.questions)
    ]


def is_allowed_at(share: SharedResults, referrer: str) -> bool:
    """Whether a picture may be shown by whoever sent a referrer: an allowed site, our own, or nobody."""
    if not referrer:
        return True
    try:
        parts = urlsplit(referrer)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
    except ValueError:
        return False
    own = shared_link(share).split("/r/")[0]
    return origin == own or any(_matches(origin, site) for site in share.sites)


def _matches(origin: str, site: str) -> bool:
    scheme, _sep, host = site.partition("://")
    if host.startswith("*."):
        return origin.startswith(f"{scheme}://") and origin.endswith(host[1:])
    return origin == site


def _frame(share: SharedResults, identity: str, title: str) -> str:
    return _to_paste(
        '<iframe src="{}?theme=light" title="{}" width="{}" height="{}" loading="lazy"'
        ' style="max-width:100%;border:0"></iframe>',
        shared_link(share, "shared_chart", identity),
        title,
        USUAL,
        FRAME_HEIGHT,
    )


def _picture(share: SharedResults, identity: str, title: str) -> str:
    return _to_paste(
        '<a href="{}"><img src="{}?theme=light&amp;width={}" alt="{}" width="{}" loading="lazy"></a>',
        shared_link(share),
        shared_link(share, "shared_picture", identity),
        USUAL,
        title,
        USUAL,
    )


def _to_paste(code: str, *values: str | int) -> str:
    """HTML as text: pages that show it have to escape it, so it isn't marked as safe."""
    return "".join([format_html(code, *values), ""])
