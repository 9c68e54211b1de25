"""The languages an organisation may name as those of its surveys, each called as it calls itself."""

from functools import cache

from babel import Locale

# The most read of the world and the official ones of the European Union; a survey may have others.
OFFERED = """
    ar bg bn cs da de el en es et fa fi fr ga hi hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sr
    sv sw th tr uk ur vi zh-Hans zh-Hant
""".split()  # noqa: SIM905 - easier to read than 45 quoted words


@cache
def language_names() -> list[tuple[str, str]]:
    """Return BCP 47 tags with the languages' own names, in the order of the names."""
    names = [(tag, Locale.parse(tag, sep="-").get_display_name() or tag) for tag in OFFERED]
    return sorted(((tag, name[:1].upper() + name[1:]) for tag, name in names), key=lambda each: each[1])
