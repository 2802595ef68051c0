"""XPath of the schema (assertions, alternatives, identity constraints, implied values) as Python.

Expressions stand over `node`, an lxml element (`value`, a string, in facets), and use builtins and
`x`, which is `virtdom_runtime.xpath`:

    from virtdom_runtime import xpath as x

They give the verdict that the XSD processor gives; `xpath_types` tells what it sees. Values that
are not of their type (a number that is no number) and elements that occur too often make them raise
ValueError or TypeError: such a fault is reported where it stands, so the caller skips the check.
"""

from __future__ import annotations

from dataclasses import dataclass

from .model import Identity
from .patterns import translate_pattern
from .xpath_code import Atoms, Attributes, Elements
from .xpath_compiler import Compiler
from .xpath_parse import CompileError, discriminator
from .xpath_types import StaticContext, context_views

__all__ = [
    "CompileError",
    "IdentityCode",
    "StaticContext",
    "compile_field",
    "compile_identity",
    "compile_path",
    "compile_test",
    "compile_value",
    "discriminator",
    "place",
    "translate_pattern",
]


@dataclass(frozen=True)
class IdentityCode:
    """An identity constraint in Python: `selector` over the declaring element, `fields` over each
    element selected."""

    selector: str
    fields: tuple[str, ...]


def compile_test(xpath: str, context: StaticContext) -> str:
    """A Python expression with the effective boolean value of an XPath expression.

    Raises CompileError.
    """
    compiler = Compiler(xpath, context)
    code = compiler.truth(compiler.root, compiler.scope, exact=True).text
    return f"x.holds(lambda: {code})" if compiler.converts else code


def compile_value(xpath: str, context: StaticContext) -> str:
    """A Python expression giving a list of strings and elements: an implied value.

    Raises CompileError.
    """
    compiler = Compiler(xpath, context)
    return compiler.results(compiler.root, compiler.scope).text


def compile_path(xpath: str, context: StaticContext) -> str:
    """A Python expression giving the list of elements that a path selects. Raises CompileError."""
    return _selected(Compiler(xpath, context)).listed


def compile_field(xpath: str, context: StaticContext) -> str:
    """A Python expression giving what a field of an identity constraint compares, or None.

    The context node is the selected element. Integers are numbers, all else is strings.
    Raises CompileError.
    """
    return _field(Compiler(xpath, context, context_views(context, typed_text=True)))


def compile_identity(identity: Identity, context: StaticContext) -> IdentityCode:
    """Selector and fields of a constraint whose declaring element is the context.

    A selected element has all the types that its declaration and its alternatives allow.
    Raises CompileError.
    """
    selected = _selected(Compiler(identity.selector, context))
    if selected.root:
        views = context_views(context, typed_text=True)
    else:
        views = tuple(each for view in selected.views for each in view.concrete())
    fields = tuple(_field(Compiler(field, context, views)) for field in identity.fields)
    return IdentityCode(selected.listed, fields)


def place(xpath: str, context: StaticContext) -> tuple[str, ...]:
    """Steps of a plain path, `@` before an attribute: `clock/@sync` -> ("clock", "@sync").

    Raises CompileError for anything else and for names that the schema does not know.
    """
    compiler = Compiler(xpath, context)
    found = compiler.value(compiler.root, compiler.scope)
    attribute: tuple[str, ...] = ()
    if isinstance(found, Attributes) and len(found.parts) == 1:
        attribute = (f"@{found.parts[0].name}",)
        found = found.parts[0].of
    if isinstance(found, Elements) and found.path:
        return *found.path[1], *attribute
    if isinstance(found, Elements) and found.root and attribute:
        return attribute
    raise compiler.error(compiler.root, "not a plain path to a child or an attribute")


def _selected(compiler: Compiler) -> Elements:
    found = compiler.value(compiler.root, compiler.scope)
    if not isinstance(found, Elements):
        raise compiler.error(compiler.root, "not a path to elements")
    if not all(view.typed_text or found.root for view in found.views):
        message = "the XSD processor does not select children that only a kind has"
        raise compiler.error(compiler.root, message)
    return found


def _field(compiler: Compiler) -> str:
    found = compiler.value(compiler.root, compiler.scope)
    if isinstance(found, Atoms):
        raise compiler.error(compiler.root, "not a path to an attribute or an element")
    if found.several:
        raise compiler.error(compiler.root, "the field may be there more than once")
    atoms = compiler.atoms(found, compiler.root)
    return f"x.first({atoms.code.text})" if atoms.shape == "many" else atoms.code.text
