"""Where an organisation's stylesheet and logo are, with the stamp that lets them be kept for ever."""

from urllib.parse import urlencode

from tenants.scope import Scope, in_public, organisation


def brand_css_url(scope: Scope) -> str:
    """Return the path of the stylesheet with the brand colours."""
    return f"/brand/colours.css?{_stamp(scope)}"


def logo_url(scope: Scope) -> str:
    """Return the path of the logo, "" when there is none."""
    return f"/brand/logo?{_stamp(scope)}" if scope.logo else ""


def admin_css_url() -> str:
    """Return the path of the admin's stylesheet; at the main host there is no stamp."""
    return "/brand/admin.css" if in_public() else f"/brand/admin.css?{_stamp(organisation())}"


def _stamp(scope: Scope) -> str:
    return urlencode({"v": scope.brand_stamp})
