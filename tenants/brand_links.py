"""Where an organisation's stylesheet and logo are, with the stamp that lets them be kept for ever."""

from urllib.parse import urlencode

from tenants.scope import Scope


def brand_css_url(scope: Scope) -> str:
    """Return the path of the stylesheet with the brand colours."""
    return f"/brand/colours.css?{_stamp(scope)}"


def logo_url(scope: Scope) -> str:
    """Return the path of the logo, "" when there is none."""
    return f"/brand/logo?{_stamp(scope)}" if scope.logo else ""


def _stamp(scope: Scope) -> str:
    return urlencode({"v": scope.brand_stamp})
