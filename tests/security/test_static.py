"""What the source itself must not contain (A34, A35; S-G12). Needs no database."""

import ast
from collections import Counter
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
ADDONS = ("crm_contract_compliance", "crm_contract_compliance_helpdesk_mgmt")
FILES = sorted(path for addon in ADDONS for path in (REPO / addon).rglob("*.py"))
EVALUATORS = {"eval", "exec", "compile", "safe_eval", "literal_eval", "test_python_expr"}
# The one exception, whose own calls are looked at below.
QUIET = [
    "crm_contract_compliance/models/base/quiet_sql.py:12"
    " env.cr.execute(statement, log_exceptions=False)"
]
DOORS = {"crm_contract_settle", "crm_contract_register", "crm_contract_purge"}


def found(is_bad, kind=ast.Call):
    """Where a node of the source is what it must not be."""
    return [
        f"{path.relative_to(REPO)}:{node.lineno} {ast.unparse(node)[:80]}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(), str(path)))
        if isinstance(node, kind) and is_bad(node)
    ]


def name_of(node):
    return (
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        if (isinstance(node, ast.Call))
        else ""
    )


def is_literal(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_constant(node):
    """A name of a literal text at the top of one of our modules, which nothing rebinds."""
    return isinstance(node, ast.Name) and node.id in CONSTANTS


def constants():
    """Names that stand for one literal text, bound once in all of our files."""
    bound, texts = Counter(), set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(), str(path))):
            for target in getattr(node, "targets", ()):
                if isinstance(target, ast.Name) and target.id.isupper():
                    bound[target.id] += 1
                    texts |= {target.id} if is_literal(node.value) else set()
    return {name for name in texts if bound[name] == 1}


CONSTANTS = constants()


def test_there_is_something_to_look_at():
    assert len(FILES) > 40


def test_nothing_is_evaluated():
    assert found(lambda call: isinstance(call.func, ast.Name) and call.func.id in EVALUATORS) == []


def test_no_text_reaches_the_cursor():
    """Statements go through execute_query, which takes SQL objects alone, or run_quietly."""
    assert (
        found(
            lambda call: (
                name_of(call).startswith("execute")
                and ast.unparse(call.func).endswith(
                    ("cr.execute", "cr.executemany", "execute_values")
                )
            )
        )
        == QUIET
    )


def test_every_statement_is_an_sql_object_made_of_literals():
    """SQL() formats by itself: its first argument is never built from parts."""
    assert (
        found(
            lambda call: (
                isinstance(call.func, ast.Name)
                and call.func.id == "SQL"
                and not (call.args and (is_literal(call.args[0]) or is_constant(call.args[0])))
            )
        )
        == []
    )
    assert (
        found(lambda call: name_of(call) == "execute_query" and name_of(call.args[0]) != "SQL")
        == []
    )
    assert (
        found(
            lambda call: (
                name_of(call) == "run_quietly"
                and name_of(call.args[1]) != "SQL"
                and ast.unparse(call.args[1]) != "statement"
            )
        )
        == []
    )


def test_no_failure_is_swallowed():
    """A broad handler says, logs or re-raises; it never just passes."""
    assert (
        found(
            lambda handler: (
                (
                    handler.type is None
                    or ast.unparse(handler.type) in ("Exception", "BaseException")
                )
                and all(isinstance(step, (ast.Pass, ast.Continue)) for step in handler.body)
            ),
            ast.ExceptHandler,
        )
        == []
    )


def test_nothing_is_printed():
    assert found(lambda call: name_of(call) == "print") == []


def test_nothing_is_committed_by_hand():
    """The job commits through _commit_progress alone."""
    assert found(lambda call: ast.unparse(call.func).endswith("cr.commit")) == []


def test_a_door_is_opened_in_its_own_file_alone():
    """Anywhere else a plain value might slip in as its key."""
    assert [
        line
        for line in found(
            lambda call: (
                name_of(call) == "with_context"
                and bool(DOORS & {keyword.arg for keyword in call.keywords})
            )
        )
        if "/doors.py:" not in line
    ] == []


def says_a_refusal(call):
    """Whether a call of the logger passes on what was caught, but for ``loggable``'s words."""
    if not isinstance(call.func, ast.Attribute) or ast.unparse(call.func.value) != "_logger":
        return False
    words = [*call.args, *(item.value for item in call.keywords)]
    return any(map(is_caught, words)) or any(
        item.arg == "exc_info" and not isinstance(item.value, ast.Name) for item in call.keywords
    )


def is_caught(node):
    if isinstance(node, ast.Call) and name_of(node) == "loggable":
        return False
    if isinstance(node, ast.Name) and node.id in CAUGHT:
        return True
    return any(map(is_caught, ast.iter_child_nodes(node)))


CAUGHT = {
    node.name
    for path in FILES
    for node in ast.walk(ast.parse(path.read_text(), str(path)))
    if isinstance(node, ast.ExceptHandler) and node.name
}


def test_the_log_of_the_server_quotes_no_refusal():
    """I9: whoever reads it needs no clearance, and a refusal names what it is about."""
    assert "error" in CAUGHT
    assert found(says_a_refusal) == []
    for text, is_bad in (
        ('_logger.info("%s failed: %s", one.id, error)', True),
        ('_logger.info("failed: %s", str(error))', True),
        ('_logger.info("%s failed: %s", one.id, loggable(one, error))', False),
        ('_logger.info("failed", exc_info=True)', True),
    ):
        assert says_a_refusal(ast.parse(text).body[0].value) is is_bad, text


def repeats_a_decorator(function):
    """The one above wins: what the other names is forgotten (odoo/orm/decorators.py)."""
    names = Counter(ast.unparse(node.func) for node in function.decorator_list if name_of(node))
    return any(count > 1 for name, count in names.items() if name.startswith("api."))


def test_no_method_says_twice_what_it_depends_on():
    assert found(repeats_a_decorator, ast.FunctionDef) == []
    text = "@api.depends('a')\n@api.depends('b')\ndef f(self): pass"
    assert repeats_a_decorator(ast.parse(text).body[0])


def test_a_row_is_locked_in_one_place():
    """Whoever queues up calls ``queue_up``: see base/row_lock.py."""
    homes = [path.name for path in FILES if "SET id = id" in path.read_text()]
    assert homes == ["row_lock.py"]
