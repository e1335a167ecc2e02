"""Designs are templates that an organiser may write: they show what they are given, and can do nothing else.

What a template may consist of is listed; calls, macros, inclusions and loops in loops are not in the list, so a design
ends, whatever is in it.
"""

import functools
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import DesignWrong
from ..rules.settings import LARGEST

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.If,
    nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub,
    nodes.Mul, nodes.Div, nodes.Neg, nodes.Pos,
)  # fmt: skip


class _Sandbox(ImmutableSandboxedEnvironment):
    """Adds and multiplies numbers only: a text repeated a million times would fill the memory."""

    intercepted_binops = frozenset({"+", "*"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Of two numbers."""
        if not all(isinstance(side, int | float) for side in (left, right)):
            raise TypeError
        return super().call_binop(context, operator, left, right)


@functools.cache
def _environment() -> Environment:
    made = _Sandbox(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


@functools.lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    if len(source) > LARGEST:
        raise DesignWrong("too_long")
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        raise DesignWrong("syntax", error.message or "", error.lineno) from error
    _look(tree, in_loop=False)
    return _environment().from_string(source)


def _look(node: nodes.Node, *, in_loop: bool) -> None:
    loop = isinstance(node, nodes.For)
    if not isinstance(node, ALLOWED) or (loop and in_loop):
        raise DesignWrong("not_allowed", type(node).__name__.lower(), node.lineno)
    for child in node.iter_child_nodes():
        _look(child, in_loop=in_loop or loop)


def write_out(source: str, given: Mapping[str, Any]) -> str:
    """The text of a template; DesignWrong for one that is too long, is not written right, asks for what there is not,
    or does more than show."""
    try:
        return _compiled(source).render(given)
    except TemplateError as error:
        raise DesignWrong("unknown", str(error)) from error
    except (TypeError, ZeroDivisionError) as error:
        raise DesignWrong("sums") from error
