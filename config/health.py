"""Whether this process lives, and whether the site can do its work."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound


def answer(request: HttpRequest) -> HttpResponse:
    """Answer ``/health/live`` and ``/health/ready`` on any host, before anything else happens."""
    if request.path_info == "/health/live":
        return HttpResponse("ok\n", content_type="text/plain")
    return HttpResponseNotFound()
