"""Runs Python programs one after another, each in a child of one interpreter.

Each argument is a command as a JSON list: a console script, or a file that ends with .py, and its
arguments. An item that begins with "@" stands for the content of that file: so a secret is in no
argument list and in no environment. Ends with the code of the first command that fails.

A child begins with what the commands before it loaded: most of the time of such a command is the
start of Python. What it sets up (options, database connections) is its own.
"""

import json
import os
import runpy
import shutil
import signal
import sys
import traceback


def content(item):
    if not item.startswith("@"):
        return item
    with open(item[1:], encoding="utf-8") as file:
        return file.read()


def load(program):
    """Imports what the program imports; a program that is no console script is left alone."""
    if not program.endswith(".py"):
        runpy.run_path(program, run_name="loaded")


def run(program, arguments):
    """The exit code of a child that runs the program."""
    child = os.fork()
    if child:
        signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os._exit(ended(program, arguments))


def ended(program, arguments):
    sys.argv = [program, *map(content, arguments)]
    try:
        runpy.run_path(program, run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        print(code, file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else 1 if code else 0


def main(texts):
    # The first process of a container ignores a TERM that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for text in texts:
        command = json.loads(text)
        print("running", *command, flush=True)
        program = shutil.which(command[0]) or command[0]
        load(program)
        code = run(program, command[1:])
        if code:
            sys.exit(code if code > 0 else 128 - code)


if __name__ == "__main__":
    main(sys.argv[1:])
