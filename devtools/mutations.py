"""Small faults to plant in Python code, one at a time: does any test notice?"""

import ast
import copy
from dataclasses import dataclass

SWAPS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
SKIP_LINE = "pragma: no mutate"


@dataclass(frozen=True)
class Mutant:
    line: int
    what: str
    source: str


def mutants(source):
    """Every mutant of a module, in the order of its lines."""
    lines = source.splitlines()
    tree = ast.parse(source)
    sites = [node for node in executable_nodes(tree) if hasattr(node, "lineno")]
    found = []
    for node in sites:
        if SKIP_LINE in lines[node.lineno - 1]:
            continue
        for change in changes(node):
            found.append(planted(tree, node, change))
    return sorted(found, key=lambda mutant: mutant.line)


def executable_nodes(node):
    """All but annotations, docstrings, the text of messages, and what only types read."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        if isinstance(node, ast.JoinedStr | ast.Raise | ast.Assert) and name != "body":
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from executable_nodes(child)


def changes(node):
    """Pairs of a description and a function that changes a copy of the node in place."""
    for kinds, find in KINDS:
        if isinstance(node, kinds):
            yield from find(node)
            return


def compare_changes(node):
    for index, operator in enumerate(node.ops):
        yield from swapped(operator, lambda twin, new, i=index: twin.ops.__setitem__(i, new))


def operator_changes(node):
    yield from swapped(node.op, lambda twin, new: setattr(twin, "op", new))


def unary_changes(node):
    if isinstance(node.op, ast.Not | ast.USub):
        yield f"without {type(node.op).__name__}", lambda twin: become(twin, twin.operand)


def call_changes(node):
    name = getattr(node.func, "id", None)
    if name in CALLS:
        yield f"{name} -> {CALLS[name]}", lambda twin: setattr(twin.func, "id", CALLS[name])


def swapped(operator, put):
    new = SWAPS.get(type(operator))
    if new:
        yield f"{type(operator).__name__} -> {new.__name__}", lambda twin: put(twin, new())


def constant_changes(node):
    if isinstance(node.value, bool):
        yield (
            f"{node.value} -> {not node.value}",
            lambda twin: setattr(twin, "value", not twin.value),
        )
    elif isinstance(node.value, int):
        yield f"{node.value} -> +1", lambda twin: setattr(twin, "value", twin.value + 1)


def condition_changes(node):
    if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        negated = ast.UnaryOp(op=ast.Not(), operand=node.test)
        yield "condition negated", lambda twin: setattr(twin, "test", negated)


def statement_changes(node):
    if isinstance(node, ast.Return) and not is_none(node.value):
        yield "returns None", lambda twin: setattr(twin, "value", ast.Constant(value=None))
    elif isinstance(node, ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield "statement removed", lambda twin: become(twin, ast.Pass())
    elif type(node) in SWAPS:
        new = SWAPS[type(node)]
        yield f"{type(node).__name__} -> {new.__name__}", lambda twin: become(twin, new())


KINDS = (
    (ast.Compare, compare_changes),
    (ast.BinOp | ast.AugAssign | ast.BoolOp, operator_changes),
    (ast.Constant, constant_changes),
    (ast.Call, call_changes),
    (ast.UnaryOp, unary_changes),
    (ast.If | ast.IfExp | ast.While, condition_changes),
    (ast.stmt, statement_changes),
)


def is_none(node):
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def become(node, other):
    node.__class__ = other.__class__
    place = {name: getattr(node, name) for name in ("lineno", "col_offset")}
    node.__dict__.clear()
    node.__dict__.update({**other.__dict__, **place})


def planted(tree, node, change):
    what, apply = change
    memory = {}
    twin_tree = copy.deepcopy(tree, memory)
    apply(memory[id(node)])
    source = ast.unparse(ast.fix_missing_locations(twin_tree))
    return Mutant(node.lineno, what, source)
