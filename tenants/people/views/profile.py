"""One's own account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenants.people.domain import change_profile
from tenants.people.forms import ProfileForm
from tenants.people.signed_in import signed_in
from tenants.people.views.door import speak


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's name and language."""
    person = signed_in(request)
    form = ProfileForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method != "POST" or not form.is_valid():
        status = 200 if request.method != "POST" else 422
        return render(request, "people/profile.html", {"form": form}, status=status)
    change_profile(person=person, **{"language": person.language} | form.cleaned_data)
    messages.success(request, _("Your profile was saved."))
    answer = redirect("people:profile")
    speak(answer, person.language)
    return answer
