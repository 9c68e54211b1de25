"""Every text of a definition, gathered once for all who look through them."""

from surveys.definition.documents import Definition
from surveys.definition.remembering import Remembered
from surveys.definition.walking import TextPlace, texts_of

all_texts = Remembered[Definition, tuple[TextPlace, ...]](lambda definition: tuple(texts_of(definition)))
