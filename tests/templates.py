"""Finds every sentence that tracker/ says, by reading its source: the templates given to Message, TrackerError, say, …

A template is followed where it is not written on the spot: through ``a if x else b``, a local name, a table at module
level (``REASONS[reason].name``), and a function of ours that hands on its own parameter or a field of it. What can't be
followed is told in ``hidden``, so that a test can ask for it to be written more plainly.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Calls whose argument is a template, and where in the call it stands.
SAYS = {
    "Message": 0,
    "TrackerError": 0,
    "ChangedMeanwhile": 0,
    "UnreadableReport": 0,
    "UnusableCall": 0,
    "MissingLibrary": 0,
    "InvalidFile": 0,
    "say": 1,
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Templates:
    """``said``: each template with file:line of a place that says it; ``hidden``: places whose text is not known."""

    said: dict[str, str] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)


def find_templates(package: Path, handed_on: set[str]) -> Templates:
    """Read all modules under ``package``, but for those in ``handed_on``: they define the calls."""
    root = package.parent
    trees = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
    }
    sources = {file: tree for file, tree in trees.items() if file not in handed_on}
    tables = {name: value for tree in trees.values() for name, value in _tables(tree)}
    says = {("", name): position for name, position in SAYS.items()}  # a private name counts in its own file
    classes = {name: fields for tree in trees.values() for name, fields in _classes(tree)}
    while True:  # a function that hands its parameter to one that says it is one too
        more = {
            (file if name.startswith("_") else "", name): position
            for file, tree in sources.items()
            for function, argument in _arguments(file, tree, says)
            for name, position in _handed_on(argument, function, classes)
        }
        if more.keys() <= says.keys():
            break
        says |= more
    found = Templates()
    for file, tree in sources.items():
        for function, argument in _arguments(file, tree, says):
            if any(_handed_on(argument, function, classes)):
                continue  # it is looked at where it is given
            texts = _texts(argument, function, tables)
            if texts is None:
                found.hidden.append(f"{file}:{argument.lineno}: {ast.unparse(argument)}")
            else:
                found.said |= dict.fromkeys(texts, f"{file}:{argument.lineno}")
    return found


def _parameters(function: Function) -> list[str]:
    """Positional parameters as a caller counts them: without self."""
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _arguments(
    file: str, tree: ast.Module, says: dict[tuple[str, str], int]
) -> Iterator[tuple[Function | None, ast.expr]]:
    """The template argument of each call, with the function that it stands in."""
    for function, node in _walk(tree, None):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        position = says.get((file if name.startswith("_") else "", name))
        if position is not None and len(node.args) > position:
            yield function, node.args[position]


def _handed_on(
    argument: ast.expr, function: Function | None, classes: dict[str, list[str]]
) -> Iterator[tuple[str, int]]:
    """The call that fills in an argument: the function whose parameter it is, or the class whose field it is."""
    match argument:
        case ast.Name(id=name) if function is not None and name in _parameters(function):
            yield function.name, _parameters(function).index(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if function is not None:
            of = next((each.annotation for each in function.args.args if each.arg == name), None)
            if isinstance(of, ast.Name) and attribute in classes.get(of.id, ()):
                yield of.id, classes[of.id].index(attribute)


def _classes(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """Each class with its fields, as its constructor takes them if it is a dataclass."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            fields = [each.target.id for each in node.body if isinstance(each, ast.AnnAssign)]  # type: ignore[union-attr]
            yield node.name, fields


def _walk(node: ast.AST, function: Function | None) -> Iterator[tuple[Function | None, ast.AST]]:
    yield function, node
    inside = node if isinstance(node, Function) else function
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, inside)


def _tables(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Names to which a module gives a value at its top."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                yield from ((ast.unparse(name), value) for name, value in zip(names, values, strict=True))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _texts(node: ast.expr, function: Function | None, tables: dict[str, ast.expr]) -> list[str] | None:
    """All that an expression may be; None where that can't be known."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            both = [_texts(each, function, tables) for each in (body, orelse)]
            return None if None in both else [text for each in both for text in each or ()]
        case ast.Call(func=ast.Name(id="say")):
            return []  # put into words already, and looked at there
        case ast.Name(id=name) if name in tables:
            return list(_values(tables[name]))
        case ast.Name(id=name) if function is not None:
            return _given(name, function, tables)
        case ast.Attribute(attr="value"):
            return []  # of an enum: a word of the format
        case ast.Attribute(value=ast.Name(id=name)) if function is not None:
            return _given(name, function, tables)  # a row of a table: any of its texts
        case ast.Subscript(value=ast.Name(id=name)) | ast.Attribute(value=ast.Subscript(value=ast.Name(id=name))) if (
            name in tables
        ):
            return list(_values(tables[name]))
    return None


def _given(name: str, function: Function, tables: dict[str, ast.expr]) -> list[str] | None:
    """What a local name may be: what is assigned to it, and what the loops hold that it runs over.

    One name may serve several loops of a function; what can't be known of one of them is passed over.
    """
    found: list[list[str] | None] = []
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value) if _binds(targets, name):
                found.append(_texts(value, function, tables))
            case ast.For(target=target, iter=iterable) | ast.comprehension(target=target, iter=iterable) if _binds(
                [target], name
            ):
                named = [
                    tables[each.id] for each in ast.walk(iterable) if isinstance(each, ast.Name) and each.id in tables
                ]
                found.append([text for each in (iterable, *named) for text in _values(each)] or None)
    return [text for texts in found for text in texts or ()] or None


def _binds(targets: list[ast.expr], name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for target in targets for each in ast.walk(target))


def _values(node: ast.expr) -> Iterator[str]:
    """The texts that a table holds, at any depth; the keys of a mapping are none."""
    match node:
        case ast.Constant(value=str(text)):
            if text:
                yield text
        case ast.Dict(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            for value in values:
                yield from _values(value)
        case ast.Call(args=args, keywords=keywords):
            for value in (*args, *(each.value for each in keywords)):
                yield from _values(value)
