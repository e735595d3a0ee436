"""What our source opens to the outside: public methods, routes, and steps taken as superuser."""

import ast
from collections import Counter
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
ADDONS = ("crm_contract_compliance", "crm_contract_compliance_helpdesk_mgmt")
MODELS = {"Model", "TransientModel", "AbstractModel"}


def surface():
    """{(kind, file, name, count)} of everything that wants a reviewed reason."""
    found = Counter()
    for addon in ADDONS:
        for path in sorted((REPO / addon).rglob("*.py")):
            file = str(path.relative_to(REPO))
            for kind, name in _openings(ast.parse(path.read_text(), file), ()):
                found[kind, file, name] += 1
    return {(*key, count) for key, count in found.items()}


def private_methods():
    """{(class, method)} that a client must not be able to call."""
    return {
        (node.name, method.name)
        for addon in ADDONS
        for path in (REPO / addon).rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and _is_model(node)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and not _is_public(method)
    }


def _openings(node, scope):
    for child in ast.iter_child_nodes(node):
        inner = scope
        if isinstance(child, (ast.ClassDef, ast.FunctionDef)):
            inner = (*scope, child.name)
            if isinstance(child, ast.FunctionDef):
                yield from _opened_by(child, node, inner)
        elif isinstance(child, ast.Call) and _is_superuser(child):
            yield "sudo", ".".join(scope)
        yield from _openings(child, inner)


def _opened_by(function, owner, scope):
    if any("route" in ast.unparse(decorator) for decorator in function.decorator_list):
        yield "route", ".".join(scope)
    elif isinstance(owner, ast.ClassDef) and _is_model(owner) and _is_public(function):
        yield "method", ".".join(scope)


def _is_model(node):
    return any(ast.unparse(base).rpartition(".")[2] in MODELS for base in node.bases)


def _is_public(function):
    decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
    return not function.name.startswith("_") and "api.private" not in decorators


def _is_superuser(call):
    """``sudo()``, ``with_user(SUPERUSER_ID)`` and ``env(su=True)``."""
    name = getattr(call.func, "attr", "")
    return (
        name == "sudo"
        or (name == "with_user" and "SUPERUSER" in ast.unparse(call))
        or any(
            keyword.arg == "su" and ast.unparse(keyword.value) != "False"
            for keyword in call.keywords
        )
    )
