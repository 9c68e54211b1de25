"""The definition document, ``schema_version`` 1.0: what a survey asks, in which words, in which order.

Fields that later versions of Canvass add are optional and left out while unset, so that a stored document
reads and checks the same for ever.
"""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from pydantic import Field

from surveys.ids import EndingId, PageId
from surveys.question_types import Element, element_models
from surveys.question_types.elements import DocumentPart
from surveys.texts import LanguageTag, PlainText, RichText

SCHEMA_VERSION = "1.0"
MAXIMUM_PAGES = 500
MAXIMUM_ELEMENTS = 1_000
MAXIMUM_ENDINGS = 100
MAXIMUM_LANGUAGES = 100

if TYPE_CHECKING:
    type AnyElement = Element[Any]
else:
    type AnyElement = Annotated[Union[element_models()], Field(discriminator="type")]  # noqa: UP007 - made at run time


class Page(DocumentPart):
    """What a respondent sees at once."""

    id: PageId
    title: PlainText = Field(default_factory=dict)
    description: RichText = Field(default_factory=dict)
    elements: Annotated[tuple[AnyElement, ...], Field(strict=False, max_length=MAXIMUM_ELEMENTS)] = ()


class Ending(DocumentPart):
    """What a respondent reads at the end."""

    id: EndingId
    title: PlainText = Field(default_factory=dict)
    text: RichText = Field(default_factory=dict)


class SurveySettings(DocumentPart):
    """How the survey runs for respondents."""

    progress: Literal["bar", "counts", "hidden"] = "bar"
    back_allowed: bool = True
    show_language_switch: bool = True


class Definition(DocumentPart):
    """A whole survey. The first of ``languages`` is the base language: texts fall back to it."""

    schema_version: Literal["1.0"]
    title: PlainText
    languages: Annotated[
        tuple[LanguageTag, ...], Field(strict=False, min_length=1, max_length=MAXIMUM_LANGUAGES)
    ]
    pages: Annotated[tuple[Page, ...], Field(strict=False, max_length=MAXIMUM_PAGES)] = ()
    endings: Annotated[tuple[Ending, ...], Field(strict=False, max_length=MAXIMUM_ENDINGS)] = ()
    settings: SurveySettings = Field(default_factory=SurveySettings)

    @property
    def base_language(self) -> str:
        """The language that texts fall back to."""
        return self.languages[0]

    @property
    def elements(self) -> tuple[AnyElement, ...]:
        """Every question and statement, in order."""
        return tuple(element for page in self.pages for element in page.elements)
