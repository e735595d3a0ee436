"""Saying what goes on, running programs, and one at a time."""

import contextlib
import fcntl
import re
import subprocess
import sys
import time

from .settings import STATE

START = time.monotonic()
MODULE = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")


class DevError(Exception):
    """What went wrong and what to do, in one line; the end of a program's output may follow it."""

    def __init__(self, message, output=""):
        super().__init__(f"{message}\n{output[-6000:]}" if output else message)
        self.output = output


def say(message):
    clock = f"[{time.monotonic() - START:5.1f}s]"
    bold = ("\033[1m", "\033[0m") if sys.stderr.isatty() else ("", "")
    print(f"{bold[0]}{clock}{bold[1]} {message}", file=sys.stderr, flush=True)


def run(command, stdin_from=subprocess.DEVNULL, **options):
    """Run quietly and return what it said; a failure shows the end of that."""
    command = [str(part) for part in command]
    done = subprocess.run(
        command,
        stdin=stdin_from,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    if done.returncode:
        raise failure(command, done.returncode, done.stdout)
    return done.stdout


def works(command, **options):
    """Did it run and succeed?"""
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    try:
        return subprocess.run([str(part) for part in command], **quiet, **options).returncode == 0
    except OSError:
        return False


def run_odoo(command, **options):
    """As `run`, for an Odoo that loads modules: their count is shown, their log lines dropped."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    try:
        log = without_progress(process.stdout)
        process.wait()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if process.returncode:
        raise failure(command, process.returncode, log)
    return log


def without_progress(lines):
    kept, shown = [], time.monotonic()
    for line in lines:
        if " INFO " not in line:
            kept.append(line)
        elif (found := MODULE.search(line)) and time.monotonic() - shown > 5:
            say(f"  module {found[2]} of {found[3]}: {found[1]}")
            shown = time.monotonic()
    return "".join(kept)


def failure(command, code, output):
    shown = " ".join(str(part) for part in command)[:300]
    return DevError(f"failed ({code}): {shown}", output)


@contextlib.contextmanager
def lock(name, wait=True):
    """Hold a lock among the dev scripts of one state folder; yields None where it is taken."""
    STATE.mkdir(parents=True, exist_ok=True)
    with open(STATE / f"{name}.lock", "a+") as file:
        if not taken(file):
            yield file
        elif not wait:
            yield None
        else:
            say(f"waiting for another run to be done with {name}")
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


def taken(file):
    """False when the lock was free, and is now ours."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
