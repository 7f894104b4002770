"""Open-loop load: load.py SECONDS RATE USER PROJECT DOMAIN AUTH_URL, the password as the first line of standard input.

Asks each API of the catalogue for a list, RATE times a second, whatever became of the requests before; nothing is
tried again. Prints a line for each API: its type, requests, failures, the longest time without a success, in seconds;
before it one for each way in which some failed, how many, and when the first and the last of them were asked.
"""
import json
import sys
import threading
import time
import urllib.request

PATHS = {"image": "/v2/images", "compute": "/servers", "network": "/v2.0/networks",
         "placement": "/resource_providers", "identity": "/v3/projects"}
seconds, rate, user, project, domain, auth = sys.argv[1:]
password = sys.stdin.readline().strip()


def post(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    return urllib.request.urlopen(request, timeout=10)


answer = post(auth + "/auth/tokens", {"auth": {
    "identity": {"methods": ["password"], "password": {"user": {
        "name": user, "domain": {"name": domain}, "password": password}}},
    "scope": {"project": {"name": project, "domain": {"name": domain}}}}})
token = answer.headers["X-Subject-Token"]
catalogue = {s["type"]: next(e["url"] for e in s["endpoints"] if e["interface"] == "internal")
             for s in json.load(answer)["token"]["catalog"]}
catalogue["identity"] = auth[:-len("/v3")]
results = {kind: [] for kind in PATHS}


def ask(kind, at):
    request = urllib.request.Request(catalogue[kind] + PATHS[kind], headers={"X-Auth-Token": token})
    try:
        urllib.request.urlopen(request, timeout=10).read()
        results[kind].append((at, ""))
    except OSError as e:
        results[kind].append((at, str(e)))


begin = time.monotonic()
threads = []
print("STARTED", flush=True)
for tick in range(int(float(seconds) * float(rate))):
    time.sleep(max(0, begin + tick / float(rate) - time.monotonic()))
    for kind in PATHS:
        threads.append(threading.Thread(target=ask, args=(kind, time.monotonic() - begin)))
        threads[-1].start()
for thread in threads:
    thread.join()
for kind, all_of_it in results.items():
    for why in sorted({why for _, why in all_of_it if why}):
        times = [at for at, other in all_of_it if other == why]
        print("FAILED", kind, len(times), "from %.1f to %.1f s:" % (min(times), max(times)), why, flush=True)
    good = [0.0] + sorted(at for at, why in all_of_it if not why) + [float(seconds)]
    gap = max(b - a for a, b in zip(good, good[1:]))
    print("RESULT", kind, len(all_of_it), sum(bool(why) for _, why in all_of_it), "%.1f" % gap, flush=True)
