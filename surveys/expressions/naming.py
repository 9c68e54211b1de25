"""Names in expressions: found in the scope, checked against its order, read at run time."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.parts import Part, reading, reading_all, reading_cell
from surveys.expressions.scope import Name
from surveys.expressions.tree import Node, Reference
from surveys.expressions.value_types import ValueType
from surveys.expressions.values import guard_for
from surveys.expressions.wording import nearest

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

FIELDS = ("url:", "contact:")


class NameReader:
    """Makes parts that read names of a compiler's scope."""

    def __init__(self, compiler: "Compiler") -> None:
        self._compiler = compiler
        self._names = compiler.scope.names

    def part(self, node: Reference) -> Part:
        """The part that reads a name, or a cell of the grid of this name."""
        key, path = self._split(node)
        return self.cell(node, key, self._found(node, key), path)

    def field(self, node: Node, kind: str, field: str) -> Part:
        """The part that reads a field of the address (``url``) or of the contact (``contact``)."""
        key = f"{kind}:{field}"
        name = self._names.get(key) or self._names.get(f"{kind}:*")
        if name is None:
            prefix = f"{kind}:"
            known = [each.removeprefix(prefix) for each in self._names if each.startswith(prefix)]
            problem = _("There is no field “%(name)s”.") % {"name": field}
            meant = nearest(field, known)
            raise self._compiler.refusal(
                node, problem, "unknown_name", meant=meant, suggestion=f'"{meant}"' if meant else ""
            )
        self._compiler.names.add(key)
        return Part(node, name.type, reading(key, guard_for(name.type)), name=key)

    def cell(self, node: Node, key: str, name: Name, path: tuple[str, ...]) -> Part:
        """The part that reads a cell of a grid by its codes, the whole value for no codes."""
        value_type = name.type
        for code in path:
            value_type = self._inside(node, value_type, code)
        self._compiler.names.add(key)
        guard = guard_for(value_type)
        run = reading_cell(key, path, guard) if path else reading(key, guard)
        if value_type.kind in ("list", "grid"):
            self._compiler.meter()
            run = run if path else reading_all(key, guard)
        return Part(node, value_type, run, name=key, path=path)

    def _inside(self, node: Node, value_type: ValueType, code: str) -> ValueType:
        if value_type.kind != "grid":
            problem = _("Only grids have parts after a dot.")
            raise self._compiler.refusal(node, problem, "unknown_part")
        if code not in value_type.parts:
            problem = _("There is no row or column with the code “%(code)s”.") % {"code": code}
            raise self._compiler.refusal(node, problem, "unknown_part", meant=nearest(code, value_type.parts))
        return value_type.parts[code]

    def _split(self, node: Reference) -> tuple[str, tuple[str, ...]]:
        """The longest part of a path that is a name, and the codes after it."""
        steps = node.path.split(".")
        for count in range(len(steps), 0, -1):
            key = ".".join(steps[:count])
            if key in self._names:
                return key, tuple(steps[count:])
        raise self._unknown(node)

    def _found(self, node: Node, key: str) -> Name:
        name = self._names[key]
        if self._is_late(name):
            problem = _("“%(name)s” comes later: only answers given before can be used here.")
            raise self._compiler.refusal(node, problem % {"name": key}, "forward_reference")
        return name

    def _unknown(self, node: Reference) -> ExpressionInvalid:
        problem = _("There is no question with the name “%(name)s”.") % {"name": node.path}
        visible = [
            key for key, name in self._names.items() if not key.startswith(FIELDS) and not self._is_late(name)
        ]
        meant = nearest(node.path, [*visible, *self._compiler.calls_without_arguments])
        return self._compiler.refusal(node, problem, "unknown_name", meant=meant)

    def _is_late(self, name: Name) -> bool:
        before = self._compiler.before
        return before is not None and name.place is not None and name.place >= before
