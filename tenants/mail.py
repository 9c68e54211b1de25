"""Sending mail: the one way to do it. Called by tasks, never while a page is being answered.

``templates/<name>.txt`` holds the words, with the subject as its partial ``subject``;
``templates/<name>.html`` holds the same for programs that show HTML.
"""

from dataclasses import dataclass, field
from email.message import MIMEPart
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from tenants.scope import in_public, organisation

INSTALLATION = "Canvass"


@dataclass(frozen=True)
class MailFile:
    """A file that goes with a mail. One with a ``cid`` is a picture in its words: ``src="cid:<cid>"``."""

    name: str
    content: bytes
    content_type: str
    cid: str = ""


@dataclass(frozen=True)
class MailContent:
    """What a mail says: ``template`` without its ending, the words' language, what they mention; ``headers``
    beside the usual ones."""

    template: str
    language: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    files: tuple[MailFile, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


def send_mail(content: MailContent, *, to: str, identity: str) -> None:
    """Send one mail in the name of the current organisation; raises what the mail server raises.

    ``identity`` becomes the Message-ID: sending again with the same one is seen as the same mail.
    """
    with translation.override(content.language or settings.LANGUAGE_CODE):
        message = _message(content)
    message.to = [to]
    message.extra_headers = {
        "Message-ID": f"<{identity}@{_sending_host()}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        **content.headers,
    }
    message.send()


def sender_name() -> str:
    """Return in whose name mail goes out: the organisation's, or the installation's."""
    return INSTALLATION if in_public() else organisation().name


def _message(content: MailContent) -> EmailMultiAlternatives:
    context = _context(content)
    subject = render_to_string(f"{content.template}.txt#subject", context)
    context["subject"] = " ".join(subject.split())
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string(f"{content.template}.txt", context).strip() + "\n",
        from_email=formataddr((_one_line(sender_name()), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
    )
    message.attach_alternative(render_to_string(f"{content.template}.html", context), "text/html")
    for file in content.files:
        message.attach(_attached(file))
    return message


def _attached(file: MailFile) -> MIMEPart:
    kind, _slash, of = file.content_type.partition("/")
    part = MIMEPart()
    where = "inline" if file.cid else "attachment"
    part.set_content(file.content, kind, of, disposition=where, filename=file.name)
    if file.cid:
        part["Content-ID"] = f"<{file.cid}>"
    return part


def _context(content: MailContent) -> dict[str, Any]:
    brand = None if in_public() else organisation().brand_colour
    return {"organisation_name": sender_name(), "brand_colour": brand, **content.context}


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _sending_host() -> str:
    return settings.MAIN_HOST if in_public() else organisation().host
