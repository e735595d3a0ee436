"""`make mutants`: how many small faults in tools/ do the tests notice?

A fault on a line is tried by the tests that run that line, each in a fork of a process that has
pytest loaded. Options: `--module=penalty` for one file, `--sample=200` for some of all. A line
with `# pragma: no mutate` is left alone; say there why.
"""

import ast
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import coverage
import hypothesis
import pytest

from .console import DevError, say
from .mutations import Mutant, mutants
from .settings import MAIN, REPO, STATE

TOOLS = REPO / MAIN / "tools"
TESTS = "tests/tools"
HOME = STATE / "mutants"
THRESHOLD = 90  # percent
PATIENCE = 60  # seconds at least; a fault that loops for ever is noticed
CONTROL_PATIENCE = 900  # of a module's tests without any fault, on a busy machine
UNCHANGED = Mutant(0, "unchanged", "")
PYTEST = ["-p", "no:odoo", "-p", "no:cacheprovider", "-q", "--no-header"]


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves one module from changed source."""

    def __init__(self, name, path, source):
        self.name, self.path, self.source = name, path, source

    def find_spec(self, fullname, _path=None, _target=None):
        if fullname == self.name:
            return importlib.util.spec_from_file_location(fullname, self.path, loader=self)
        return None

    def create_module(self, _spec):
        return None

    def exec_module(self, module):
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)


def in_fork(arguments, planted=None, output=os.devnull):
    """Start pytest in a fork; returns its process id."""
    pid = os.fork()
    if pid:
        return pid
    os.setpgid(0, 0)
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    if planted:
        sys.meta_path.insert(0, planted)
        hypothesis.settings.register_profile("mutants", max_examples=50, **FIXED)
        hypothesis.settings.load_profile("mutants")
    try:
        os._exit(pytest.main([*PYTEST, *arguments]))
    finally:
        os._exit(99)


# A fault is noticed by the first example that fails: nobody needs the smallest one.
FIXED = {
    "database": None,
    "derandomize": True,
    "deadline": None,
    "phases": (hypothesis.Phase.explicit, hypothesis.Phase.generate),
}


def covering_tests():
    """{file: {line: its tests}} by running all the tests once under coverage."""
    HOME.mkdir(parents=True, exist_ok=True)
    os.environ["COVERAGE_FILE"] = str(HOME / "coverage")
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(HOME / "hypothesis")
    log = HOME / "tests.log"
    options = [f"--cov={TOOLS}", "--cov-context=test", "--cov-report="]
    _pid, status = os.waitpid(in_fork([*options, TESTS], output=log), 0)
    if status:
        raise DevError("the tests of tools/ fail without any fault planted", log.read_text())
    data = coverage.CoverageData(HOME / "coverage")
    data.read()
    return {Path(file): data.contexts_by_lineno(file) for file in data.measured_files()}


def tests_of(mutant, contexts):
    """Those that run its line; all, for a line that runs on import."""
    names = {context.partition("|")[0] for context in contexts.get(mutant.line, ()) if context}
    at_import = "" in contexts.get(mutant.line, ())
    return [TESTS] if at_import or len(names) > 300 else sorted(names)


def check_control(work):
    """A module that is served unchanged must pass, or every fault would count as noticed.

    :return: {file: the seconds to wait for a fault in it}, thrice what its tests take
    """
    control = {}
    for path, _mutant, tests, planted in work:
        unchanged = Planted(planted.name, path, ast.unparse(ast.parse(path.read_text())))
        known = control.setdefault(path, (path, UNCHANGED, set(), unchanged))
        known[2].update(tests)
    runs = [(path, mutant, sorted(tests), same) for path, mutant, tests, same in control.values()]
    passed = try_all(runs, dict.fromkeys(control, CONTROL_PATIENCE))
    failed = sorted(path.name for path in control.keys() - {path for path, *_rest in passed})
    if failed:
        names = ", ".join(failed)
        raise DevError(f"the tests of {names} fail where they are run without any fault")
    return {path: max(PATIENCE, 3 * seconds) for path, _mutant, seconds in passed}


def planned(module, sample):
    covered = covering_tests()
    work, unseen = [], []
    for path in sorted(TOOLS.glob(f"{module or '*'}.py")):
        name = f"odoo.addons.{MAIN}.tools.{path.stem}"
        for mutant in mutants(path.read_text()):
            tests = tests_of(mutant, covered.get(path, {}))
            if tests:
                work.append((path, mutant, tests, Planted(name, path, mutant.source)))
            else:
                unseen.append((path, mutant))
    if sample and sample < len(work):
        work = random.Random(1).sample(work, sample)
    return work, unseen


def try_all(work, patience):
    """(file, mutant, seconds) of those that no test noticed; as many at once as processors."""
    survivors, running, queue = [], {}, list(reversed(work))
    done, shown = 0, time.monotonic()
    while queue or running:
        while queue and len(running) < (os.cpu_count() or 1):
            path, mutant, tests, planted = queue.pop()
            pid = in_fork(["-x", *tests], planted)
            running[pid] = (path, mutant, time.monotonic())
        for pid in list(running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            path, mutant, start = running[pid]
            seconds = time.monotonic() - start
            if not ended and seconds > patience[path]:
                os.kill(pid, signal.SIGKILL)
                ended, status = os.waitpid(pid, 0)
            if ended:
                del running[pid]
                done += 1
                if status == 0:
                    survivors.append((path, mutant, seconds))
        if time.monotonic() - shown > 15:
            say(f"  {done} of {len(work)}, {len(survivors)} unnoticed")
            shown = time.monotonic()
        time.sleep(0.01)
    return survivors


def report(work, unnoticed):
    total = Counter(path.name for path, *_rest in work)
    alive = Counter(path.name for path, _mutant in unnoticed)
    for name in sorted(total):
        share = 100 * (total[name] - alive[name]) / total[name]
        print(f"{name:<24}{total[name]:>6} faults {share:>6.1f}% noticed")
    lines = [
        f"{path.relative_to(REPO)}:{mutant.line}: {mutant.what}"
        for path, mutant in sorted(unnoticed, key=lambda pair: (pair[0], pair[1].line))
    ]
    (HOME / "unnoticed.txt").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))
    score = 100 * (1 - len(unnoticed) / len(work))
    print(f"mutation score: {score:.1f}% of {len(work)} faults noticed (at least {THRESHOLD}%)")
    return 0 if score >= THRESHOLD else 1


def main(arguments):
    options = dict(argument.lstrip("-").split("=", 1) for argument in arguments)
    os.chdir(REPO)
    say("running the tests once, to see which lines each one runs")
    work, unseen = planned(options.get("module"), int(options.get("sample", 0)))
    if not work:
        raise DevError("no fault to plant: are there modules in tools/ and tests in tests/tools?")
    patience = check_control(work)
    say(f"planting {len(work)} faults")
    unnoticed = [(path, mutant) for path, mutant, _seconds in try_all(work, patience)]
    return report(work + unseen, unnoticed + unseen)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except DevError as error:
        sys.exit(f"dev: {error}")
