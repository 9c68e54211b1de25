"""The request of somebody who is known, for annotations."""

from rest_framework.request import Request

from tenants.people.models import User


class PartnerRequest(Request):
    """A request that permission was given to; its ``user`` is a person of the organisation."""

    user: User
