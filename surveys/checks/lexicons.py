"""Words by which a question's wording can be doubted, in five languages.

They are short on purpose: a hint that is wrong most of the time is not read. ``joined`` are the words between
two things, ``joined_fine`` phrases in which they join nothing; ``negations`` count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language."""

    joined: re.Pattern[str]
    joined_fine: re.Pattern[str]
    leading: re.Pattern[str]
    absolute: re.Pattern[str]
    negations: re.Pattern[str]


def _words(*parts: str) -> re.Pattern[str]:
    """Any of the parts, from the beginning of a word to the end of one."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


LEXICONS: Mapping[str, Lexicon] = {
    "en": Lexicon(
        joined=_words("and/or", "and", "or", "as well as"),
        joined_fine=_words(
            r"between .{1,40}? and",
            *("and so on", "and the like", "or so", "or not", "more or less", "or more", "or less"),
            *("now and then", "by and large", "pros and cons", "terms and conditions", "once and for all"),
            *("health and safety", "research and development", "diversity and inclusion", "trial and error"),
            *(r"friends? or (?:a )?colleagues?", "friends and family", "family and friends"),
        ),
        leading=_words(
            r"(?:do|does|did|is|are|was|were|would|should|could|have)n['’]t (?:you|it|they|we|this|that)",
            r"(?:do|would|don['’]t) you (?:not )?agree that",
            *("surely", "obviously", "of course", "needless to say", "as everyone knows", "as you know"),
            r"how (?:great|excellent|amazing|wonderful|fantastic|brilliant|terrible|awful|horrible)",
            r"how much (?:do|did) you (?:love|hate|enjoy)",
        ),
        absolute=_words("always", "never", "everyone", "everybody", "nobody", "no one", "all the time"),
        negations=_words(
            *("not", "never", "without", "none", "nobody", "cannot", r"\w+n['’]t"),
            r"un(?:able|clear|comfortable|fair|happy|important|likely|necessary|pleasant|reasonable|satisfied)",
            r"dis(?:agree|honest|satisfied|like)",
        ),
    ),
    "nl": Lexicon(
        joined=_words("en/of", "en", "of", "alsook", "evenals"),
        joined_fine=_words(
            r"tussen .{1,40}? en",
            *("en zo verder", "en dergelijke", "of niet", "min of meer", "af en toe", "of zo", "of meer"),
            *("of minder", "voor- en nadelen", "onderzoek en ontwikkeling", "vallen en opstaan"),
            *(r"vriend(?:en)? of (?:een )?collega(?:['’]s)?", "vrienden en familie"),
        ),
        leading=_words(
            r"(?:vindt u|vind je|denkt u|denk je|bent u|ben je) (?:ook |het )?(?:ook )?niet",
            r"(?:bent u|ben je) het (?:er ?mee |ermee )?eens dat",
            *("toch zeker", "nietwaar", "natuurlijk", "uiteraard", "vanzelfsprekend", "zoals bekend"),
            r"zoals (?:u|iedereen|je) weet",
            r"hoe (?:geweldig|fantastisch|uitstekend|vreselijk|verschrikkelijk)",
        ),
        absolute=_words("altijd", "nooit", "iedereen", "niemand", "de hele tijd"),
        negations=_words(
            *("niet", "nooit", "geen", "niets", "niemand", "zonder"),
            r"on(?:belangrijk|duidelijk|eerlijk|gelukkig|mogelijk|nodig|prettig|tevreden|veilig|waarschijnlijk)",
        ),
    ),
    "de": Lexicon(
        joined=_words("und/oder", "und", "oder", "sowie"),
        joined_fine=_words(
            r"zwischen .{1,40}? und",
            *(
                "und so weiter",
                "oder nicht",
                "mehr oder weniger",
                "ab und zu",
                "nach und nach",
                "hin und wieder",
            ),
            *("Vor- und Nachteile", "Forschung und Entwicklung", "ganz und gar", "oder mehr", "oder weniger"),
            *(r"(?P<who>\w{3})\w*innen und (?P=who)\w+", r"Freund\w* oder (?:im )?Kolleg\w+"),
        ),
        leading=_words(
            r"(?:finden|meinen|glauben|denken|sind) Sie (?:denn )?(?:nicht auch|nicht)",
            r"stimmen Sie (?:zu|darin überein), dass",
            *("nicht wahr", "natürlich", "selbstverständlich", "bekanntlich", "offensichtlich", "zweifellos"),
            r"wie (?:toll|großartig|hervorragend|wunderbar|schrecklich|furchtbar)",
        ),
        absolute=_words(
            "immer",
            "niemals",
            "nie",
            "alle",
            r"(?<!bei )(?<!in )(?<!zu )jeder",
            "niemand",
            "ständig",
            "ausnahmslos",
        ),
        negations=_words(
            *("nicht", "nie", "niemals", "ohne", "niemand", "nichts", r"kein\w*"),
            r"un(?:angenehm|fair|glücklich|klar|möglich|nötig|sicher|wahrscheinlich|wichtig|zufrieden)\w*",
        ),
    ),
    "fr": Lexicon(
        joined=_words("et/ou", "et", "ou", "ainsi que"),
        joined_fine=_words(
            r"entre .{1,40}? et",
            *("et ainsi de suite", "ou non", "ou pas", "plus ou moins", "ou plus", "ou moins", "et demi"),
            *("allers et retours", "recherche et développement", "petit à petit", "celles et ceux"),
            r"amis? ou (?:à )?(?:un |des )?collègues?",
        ),
        leading=_words(
            r"ne (?:trouvez|pensez|croyez|diriez|êtes)-vous pas",
            r"êtes-vous d['’]accord (?:pour dire )?qu",
            *("n['’]est-ce pas", "bien sûr", "évidemment", "naturellement", "bien entendu"),
            r"comme (?:chacun|tout le monde|vous) l[ea] (?:sait|savez)",
            r"à quel point (?:aimez|adorez|détestez)-vous",
        ),
        absolute=_words(
            "toujours", "jamais", "tout le monde", "personne ne", "tous les jours", "sans exception"
        ),
        negations=_words(
            *("ne", "sans", "aucun", "aucune"),
            r"n['’]\w+",
            r"(?:in(?:certain|juste|satisfait|utile)|im(?:possible|probable)|mécontent|désagréable)e?s?",
        ),
    ),
    "es": Lexicon(
        joined=_words("y/o", "y", "e", "o", "u", "así como"),
        joined_fine=_words(
            r"entre .{1,40}? y",
            *("y así sucesivamente", "o no", "más o menos", "o más", "o menos", "de vez en cuando"),
            *("pros y contras", "investigación y desarrollo", "poco a poco"),
            *(r"(?P<who>\w+)os? [oy] (?P=who)as?", r"amig[oa]s? o colegas?"),
        ),
        leading=_words(
            r"no (?:cree|crees|piensa|piensas|opina|opinas)(?: usted)? que",
            r"no (?:le|te) parece",
            r"está(?:s)? (?:usted )?de acuerdo (?:en|con) que",
            *("verdad que", "por supuesto", "obviamente", "evidentemente", "naturalmente", "desde luego"),
            r"como (?:todos )?(?:sabemos|sabe|sabes)",
            r"(?:cuánto le encanta|qué tan (?:maravillos|excelente|terrible|horrible)\w*)",
        ),
        absolute=_words("siempre", "nunca", "jamás", "todo el mundo", "nadie", "en todo momento"),
        negations=_words(
            *("no", "nunca", "jamás", "sin", "nadie", "ningún", "ninguna"),
            r"(?:in(?:cómod|just|satisfech|segur|útil)|im(?:posibl|probabl)|des(?:agradabl|content))\w*",
        ),
    ),
}
