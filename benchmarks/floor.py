"""The floor: as little as a Django view can do for a page, on the same server and the same database.

It shows a fixed page and writes one row for each that is sent, in the seven requests that a journey has:
the fields as Django reads them and a mark as long as ours, some 370 bytes where a page adds some 270 to a
response. No middleware, no tenants, no templates, no validation.
"""

import json
import os
from typing import Any
from uuid import uuid4

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = os.environ.get("FLOOR_PAGE", "x" * 6000).encode()


def page(request: HttpRequest) -> HttpResponse:
    """Show the page, or write what was sent and send the browser on."""
    if request.method == "GET":
        return HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE))})
    answers = {key: request.POST[key] for key in request.POST}
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO benchmark_floor VALUES (%s, %s)", [uuid4(), json.dumps(answers)])
    return HttpResponse(status=303, headers={"Location": "/floor/", "Content-Length": "0"})


urlpatterns: list[Any] = [path("floor/", page)]


def __getattr__(name: str) -> Any:
    if name == "application":
        return get_wsgi_application()
    raise AttributeError(name)
