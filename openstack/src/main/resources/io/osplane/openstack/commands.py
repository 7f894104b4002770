"""Runs console scripts of one Python package one after another in one interpreter.

Each argument is a command as a JSON list. An item that begins with "@" stands for the content of
that file: so a secret is in no argument list and in no environment. Ends with the code of the
first command that fails.
"""

import json
import runpy
import shutil
import signal
import sys


def content(item):
    if not item.startswith("@"):
        return item
    with open(item[1:], encoding="utf-8") as file:
        return file.read()


def run(command):
    sys.argv = [shutil.which(command[0]) or command[0], *map(content, command[1:])]
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as end:
        return end.code
    return 0


def forget_options():
    """Lets the next command register and parse its options as if it were the first."""
    config = sys.modules.get("oslo_config.cfg")
    if config:
        config.CONF.reset()


def main(texts):
    # The first process of a container ignores a TERM that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for text in texts:
        command = json.loads(text)
        print("running", *command, flush=True)
        code = run(command)
        if code:
            sys.exit(code)
        forget_options()


if __name__ == "__main__":
    main(sys.argv[1:])
