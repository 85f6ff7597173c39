"""The two servers that are measured, each with a Redis of its own, and the generator that drives them."""
import json
import os
import socket
import subprocess
import sys
import time

from measure import busy_seconds, cpu_seconds
from stage import ROOT, free_port, wait_until

WALKS = os.path.join(ROOT, "bench", "walks")


def prepare(redis):
    """The same for both. Rewrites of the append-only file happen between rounds, or one of them would decide the round it falls into."""
    redis.cli("config", "set", "auto-aof-rewrite-percentage", "0")
    redis.cli("config", "set", "appendfsync", "everysec")


def empty(redis):
    redis.cli("flushall")
    redis.cli("bgrewriteaof")
    idle = ("aof_rewrite_in_progress:0", "aof_rewrite_scheduled:0")
    wait_until("the append-only file is small again", lambda: all(word in redis.cli("info", "persistence") for word in idle))


def used_memory_mib(redis):
    line = next(line for line in redis.cli("info", "memory").splitlines() if line.startswith("used_memory:"))
    return int(line.partition(":")[2]) / 2**20


def record_sizes(redis, samples=200):
    """Bytes of some stored sessions, as they lie in Redis."""
    def ask(commands):
        done = subprocess.run(["redis-cli", "-s", redis.socket], input="\n".join(commands) + "\n", capture_output=True, text=True, check=True)
        return done.stdout.split()
    sessions = [key for key in ask(["RANDOMKEY"] * samples) if ":s:" in key]
    return [int(size) for size in ask([f"HSTRLEN {key} b" for key in sessions])]


class Server:
    """A server under load: where it listens, whose CPU it costs."""

    def __init__(self, name, process, redis, port, echo=False):
        self.name, self.process, self.redis, self.port, self.echo = name, process, redis, port, echo


def start_floor(binary, redis, record_bytes, reply_bytes):
    port = free_port()
    process = subprocess.Popen([binary, "--port", str(port), "--redis", "redis+unix://" + redis.socket,
                                "--record", str(record_bytes), "--reply", str(reply_bytes)])

    def listens():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0
    wait_until("the floor listens", listens)
    return Server("floor", process, redis, port, echo=True)


class Generator:
    """Runs bench-loadgen; hands out callers, so that none comes twice; remembers everything that went wrong."""

    QUIET = 0.2  # cores

    def __init__(self, binary, patience):
        self.binary = binary
        self.patience = patience  # seconds left to wait for quiet
        self.next_caller = 1
        self.errors = 0
        self.runs = 0

    def run(self, server, walk, **options):
        """One run. The figures of loadgen_main.cpp, with CPU microseconds a turn and the load of everybody else, in cores."""
        self.runs += 1
        self.wait_for_quiet()
        command = [self.binary, "--port", str(server.port), "--walk", os.path.join(WALKS, walk + ".walk"),
                   "--first-caller", str(self.next_caller), "--seed", str(self.runs)]
        command += [word for name, value in options.items() for word in flag(name, value)]
        command += ["--echo"] if server.echo else []
        began, busy, cpu, redis_cpu = time.monotonic(), busy_seconds(), cpu_seconds(server.process.pid), cpu_seconds(server.redis.process.pid)
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"the generator could not drive {server.name}")
        took = time.monotonic() - began
        cpu, redis_cpu = cpu_seconds(server.process.pid) - cpu, cpu_seconds(server.redis.process.pid) - redis_cpu
        figures = json.loads(done.stdout)
        turns = max(1, figures["answered"])
        ours = cpu + redis_cpu + figures["cpu_share"] * took
        figures |= {"cpu_us": cpu / turns * 1e6, "redis_us": redis_cpu / turns * 1e6,
                    "foreign": max(0.0, busy_seconds() - busy - ours) / took}
        self.next_caller += figures["callers"]
        self.errors += sum(figures[kind] for kind in ("not_200", "wrong", "broken", "unanswered"))
        return figures


    def wait_for_quiet(self):
        """Until others leave the machine alone; no longer than patience lasts, which is for all runs together."""
        while self.patience > 0:
            began, busy = time.monotonic(), busy_seconds()
            time.sleep(0.3)
            took = time.monotonic() - began
            if (busy_seconds() - busy) / took < self.QUIET:
                return
            self.patience -= took


def flag(name, value):
    words = ["--" + name.replace("_", "-")]
    return words if value is True else [*words, str(value)]
