"""Arabic as CLDR writes it for most of its readers: decimals with a point, no comma within a date."""

from django.conf.locale.ar.formats import *  # type: ignore[import-untyped]  # noqa: F403

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، g:i A"
SHORT_DATETIME_FORMAT = "d‏/m‏/Y g:i A"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
