"""Rotates a key repository that is a Kubernetes Secret: rotate.py URL KEEP YOUNGEST [ACCOUNT]

The data's names are numbers. 0 is staged: known to all, used by none. The highest is primary. A
rotation makes 0 the new primary, stages a new key and drops the lowest beyond KEEP, as Keystone's
fernet_rotate does. It is one conditional write: a crash leaves the old set or the new one. A set
that was written less than YOUNGEST seconds ago is left alone, so that a repeated run neither
outruns the mounted copies nor drops a key too early. No key is ever printed.
"""

import base64
import datetime
import json
import os
import signal
import ssl
import sys
import urllib.error
import urllib.request

ROTATED = "osplane.io/rotated-at"
ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"


def rotated(data, keep, key):
    """The next set, given the present one, how many keys to keep, and a new key."""
    numbers = sorted(int(name) for name in data)
    if len(numbers) < 2 or numbers[0] != 0:
        raise ValueError("a repository needs the staged key 0 and a primary key")
    kept = numbers[1:][-max(keep - 2, 1):]
    result = {str(number): data[str(number)] for number in kept}
    result[str(numbers[-1] + 1)] = data["0"]
    result["0"] = key
    return result


def new_key():
    """32 random bytes as Fernet wants them, encoded once more as a Secret's data."""
    return base64.b64encode(base64.urlsafe_b64encode(os.urandom(32))).decode()


def age(metadata, now):
    since = metadata.get("annotations", {}).get(ROTATED, metadata["creationTimestamp"])
    return (now - datetime.datetime.fromisoformat(since.replace("Z", "+00:00"))).total_seconds()


def call(url, account, method="GET", body=None):
    with open(account + "/token", encoding="utf-8") as file:
        token = file.read().strip()
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
    request = urllib.request.Request(
        url, method=method, headers=headers, data=json.dumps(body).encode() if body else None)
    trust = None
    if url.startswith("https:"):
        trust = ssl.create_default_context(cafile=account + "/ca.crt")
    with urllib.request.urlopen(request, timeout=20, context=trust) as answer:
        return json.load(answer)


def main(url, keep, youngest, account=ACCOUNT):
    # The first process of a container ignores a TERM that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    secret = call(url, account)
    now = datetime.datetime.now(datetime.timezone.utc)
    if age(secret["metadata"], now) < int(youngest):
        print("the keys are young enough")
        return 0
    secret["data"] = rotated(secret["data"], int(keep), new_key())
    secret["metadata"].setdefault("annotations", {})[ROTATED] = now.isoformat(timespec="seconds")
    try:
        # The resourceVersion that was read goes back: another writer in between is a conflict.
        call(url, account, "PUT", secret)
    except urllib.error.HTTPError as error:
        if error.code != 409:
            raise
        print("another writer was first")
        return 1
    print("rotated; keys:", *sorted(map(int, secret["data"])))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
