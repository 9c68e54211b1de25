"""What people type about themselves and each other."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, SetPasswordMixin
from django.utils.translation import gettext_lazy as _

from tenants.people.models import User
from tenants.permissions import Role, roles_below

LONGEST_PASSWORD = 1_000


class SignInForm(AuthenticationForm):
    """E-mail address and password, judged with the same answer whatever is wrong."""

    error_messages = {
        "invalid_login": _("That e-mail address and password do not fit together."),
        "inactive": _("That e-mail address and password do not fit together."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocomplete": "email", "inputmode": "email"}


class EmailForm(forms.Form):
    """To whom a link to a new password goes."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class _Password(SetPasswordMixin[User], forms.Form):
    """A new password, typed twice."""

    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=_("Password"), label2=_("Password again")
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Judge the pair, and the password by the installation's rules."""
        self.validate_passwords()
        self.validate_password_for_user(self.person, "password1")
        return super().clean() or self.cleaned_data


class NewPasswordForm(_Password):
    """A new password by a mailed link."""


class ChangePasswordForm(_Password):
    """A new password by somebody who knows the old one."""

    old_password = forms.CharField(
        label=_("Your password now"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old_password", "password1", "password2"]

    def clean_old_password(self) -> str:
        """Refuse a wrong one."""
        password: str = self.cleaned_data["old_password"]
        if not self.person.check_password(password):
            raise forms.ValidationError(_("That is not your password."))
        return password


class JoinForm(_Password):
    """What an invited person chooses."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "password1", "password2"]


def staff_languages() -> list[tuple[str, Any]]:
    """Return what somebody can choose to be spoken to in."""
    return [("", _("As my browser asks")), *settings.STAFF_LANGUAGES]


class ProfileForm(forms.Form):
    """What somebody is called, and the language the pages speak to them."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=staff_languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.STAFF_LANGUAGES) == 1:  # nothing to choose
            del self.fields["language"]


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, initial=Role.EDITOR)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(by)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """What somebody is."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(by)  # type: ignore[attr-defined]


ROLE_WORDS = {
    Role.OWNER: _("Owner: everything, also making others owners"),
    Role.ADMIN: _("Admin: people, settings and everything below"),
    Role.EDITOR: _("Editor: makes, publishes and deletes surveys, corrects answers"),
    Role.ANALYST: _("Analyst: reads surveys, single responses and results, downloads them"),
    Role.VIEWER: _("Viewer: sees surveys and their results"),
}


def role_choices(by: User) -> list[tuple[str, Any]]:
    """Return the roles that somebody may give, each with what it may do."""
    return [(str(role), ROLE_WORDS[role]) for role in roles_below(by.role) if role in ROLE_WORDS]
