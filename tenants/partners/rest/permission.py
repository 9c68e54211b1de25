"""What a person may do through the API: the same table that pages and admin ask."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class MayDo(BasePermission):
    """Lets a method be used by those who have the permission that the view's ``needs`` names for it.

    A method that the view doesn't name is nobody's.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Say whether the person of the request may use the method."""
        needed = getattr(view, "needs", {}).get(str(request.method).replace("HEAD", "GET"))
        if needed is None or not request.user.is_authenticated:
            return False
        return bool(request.user.can(needed))
