"""What an invited person sees."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tenants.people.domain import join
from tenants.people.exceptions import InvitationGone
from tenants.people.forms import JoinForm
from tenants.people.tokens import person_invited_by
from tenants.people.views.door import enter, start_page


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a name and a password, once."""
    try:
        person = person_invited_by(token)
        form = JoinForm(person, request.POST or None)
        if request.method != "POST" or not form.is_valid():
            status = 200 if request.method != "POST" else 422
            context = {"form": form, "person": person}
            return render(request, "people/invitation.html", context, status=status)
        person = join(token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password1"])
    except InvitationGone:
        return render(request, "people/link_gone.html", {"invitation": True}, status=410)
    logout(request)
    return enter(request, person, to=start_page())
