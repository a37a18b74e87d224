"""Runs the scenarios with the system's python-socketio over one way against one server.

    python3 runner.py --way polling|websocket|upgrade --control http://127.0.0.1:PORT [--only name,name]

Prints one line of JSON for each scenario: {"name", "ok", "detail", "ms"}. Ends with 0 when all were run, passed or not.
"""

import argparse
import asyncio
import json
import sys
import time
import traceback

try:
    import aiohttp
    import engineio
except ImportError:
    sys.exit("python-socketio is needed: apt-get install python3-socketio python3-aiohttp")

from harness import PATIENCE, Bench
from scenarios import acks, binary, disconnects, load, namespaces, reconnects, rooms, values

MODULES = (values, binary, acks, namespaces, rooms, load, disconnects, reconnects)

# As its documentation advises where many packets come at once: 16 of one poll are read without it.
engineio.payload.Payload.max_decode_packets = 5_000


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--way", required=True)
    parser.add_argument("--control", required=True)
    parser.add_argument("--only")
    options = parser.parse_args()
    only = options.only and options.only.split(",")
    # What this client leaves open behind it, it leaves open wherever it is used.
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    async with aiohttp.ClientSession() as http:
        async with http.get(options.control + "/info") as answer:
            info = json.loads(await answer.text())
        for scenario in (each for module in MODULES for each in module.SCENARIOS):
            ways = getattr(scenario, "ways", options.way)
            if options.way in ways and (not only or scenario.__name__ in only):
                await run(scenario, Bench(options.way, options.control, info, http))


async def run(scenario, bench):
    began = time.monotonic()
    detail = ""
    try:
        await asyncio.wait_for(scenario(bench), 2 * PATIENCE)
    except Exception:
        detail = traceback.format_exc()
    await bench.tidy()
    ms = round(1000 * (time.monotonic() - began))
    print(json.dumps({"name": scenario.__name__, "ok": not detail, "detail": detail, "ms": ms}), flush=True)


asyncio.run(main())
