"""Mail that is printed."""

from io import StringIO

from django.core.mail import EmailMultiAlternatives

from config.console_mail import ConsoleMail

LINK = "http://acme.localhost:8000/invitation/" + "a1B2c3=" * 20 + "/"


def test_a_mail_is_printed_with_its_link_in_one_piece() -> None:
    stream = StringIO()
    message = EmailMultiAlternatives(
        "Einladung für Zoë", f"Come in:\n{LINK}\n", "Acme <canvass@localhost>", ["zoe@acme.example"]
    )
    message.attach_alternative(f"<a href='{LINK}'>Come in</a>", "text/html")

    sent = ConsoleMail(stream=stream).send_messages([message])

    assert sent == 1
    assert stream.getvalue().split("\n")[1:-1] == [
        "Mail from Acme",
        "To:      zoe@acme.example",
        "Subject: Einladung für Zoë",
        "",
        "Come in:",
        LINK,
        "-" * 79,
    ]


def test_a_sender_without_a_name_is_named_by_its_address() -> None:
    stream = StringIO()

    ConsoleMail(stream=stream).send_messages(
        [EmailMultiAlternatives("Hello", "Words", "canvass@localhost", ["a@acme.example"])]
    )

    assert stream.getvalue().split("\n")[1] == "Mail from canvass@localhost"
