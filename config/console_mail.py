"""Mail for those who have no mail server: printed so that its links can be followed."""

from email.utils import parseaddr
from typing import override

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend

RULE = "-" * 79


class ConsoleMail(EmailBackend):
    """Print the words of a mail as a person reads them.

    Django's own prints the encoded message, which breaks a link over lines and adds signs to it.
    """

    @override
    def write_message(self, message: EmailMessage) -> None:
        lines = [
            RULE,
            f"Mail from {parseaddr(message.from_email)[0] or message.from_email}",
            f"To:      {', '.join(message.recipients())}",
            f"Subject: {message.subject}",
            "",
            str(message.body).rstrip(),
            RULE,
        ]
        self.stream.write("\n".join(lines) + "\n")
