"""What bench/smpp starts, each on free ports of the loopback and ended by its own process id: the message centre, Sambung with its Redis, Kannel, and
the program behind Kannel."""
import importlib.util
import json
import os
import queue
import shutil
import socket
import subprocess
import tempfile
import threading

from stage import ROOT, Stage, free_port, wait_until

PEERS = os.path.join(ROOT, "bench", "smpp_peers")
WALKS = os.path.join(ROOT, "bench", "walks")


def node_environment():
    """Where Node finds npm smpp, as the system tests install it."""
    # bench/peers.py has the same name as the module that knows.
    spec = importlib.util.spec_from_file_location("npm_peers", os.path.join(ROOT, "tests", "support", "peers.py"))
    npm_peers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(npm_peers)
    return npm_peers.installed("smpp")


def walk_of(name):
    """The ways of a walk (bench/walks): for each hop what is typed, and what its screen must show."""
    ways, hops, names = [], [], []
    with open(os.path.join(WALKS, name + ".walk"), encoding="utf-8") as file:
        for line in file:
            kind, _, words = line.strip("\n").partition(" ")
            if kind == "=":
                names = words.split()
            elif kind == "-":
                ways.append(dict(zip(names, words.split())))
            elif kind == ">":
                hops.append({"typed": words, "shown": []})
            elif kind == "<":
                hops[-1]["shown"].append(words.removeprefix("CON "))
    def filled(text, way):
        for key, value in way.items():
            text = text.replace("{" + key + "}", value)
        return text
    # A dial's text is the service code.
    return [[{"typed": filled(hop["typed"], way) or "*123#", "shown": [filled(words, way) for words in hop["shown"]]} for hop in hops] for way in ways]


def listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Node:
    """A script of bench/smpp_peers that ends when its input does."""

    def __init__(self, script, *words):
        self.command = ["node", os.path.join(PEERS, script), *map(str, words)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=node_environment())
        self.begin()
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Program(Node):
    def __init__(self):
        super().__init__("program.js")

    def begin(self):
        self.port = int(self.process.stdout.readline())


class Centre(Node):
    def __init__(self):
        super().__init__("centre.js")
        self.events = queue.Queue()
        self.bound = set()

    def begin(self):
        threading.Thread(target=self.read, args=(self.process.stdout,), daemon=True).start()
        self.port = self.next("listening", 30)["port"]

    def read(self, lines):
        for line in lines:
            event = json.loads(line)
            if event["event"] == "bind":
                self.bound.add(event["who"])
            else:
                self.events.put(event)

    def next(self, kind, seconds):
        try:
            event = self.events.get(timeout=seconds)
        except queue.Empty:
            raise AssertionError(f"waited {seconds} s in vain for the centre to have {kind}") from None
        assert event["event"] == kind, event
        return event

    def order(self, what, **how):
        self.process.stdin.write(json.dumps({"do": what, **how}) + "\n")
        self.process.stdin.flush()

    def counted(self, who):
        self.order("counted", who=who)
        return self.next("counted", 60)

    def walk(self, who, within, **how):
        self.order("walk", who=who, within=within, **how)
        return self.next("walked", within + 30)


class Sambung:
    """As it is shipped: one channel for SMS and one for USSD, sessions in Redis, books on disk."""

    name, ussd_name, strict = "sambung", "sambung-ussd", True

    def __init__(self, build, centre, window):
        def channel(identity, system_id, **keys):
            keys = {"host": "127.0.0.1", "port": centre.port, "system_id": system_id, "password": "rahasia", "window": window, **keys}
            return f"  - id: {identity}\n    adapter: smpp\n" + "".join(f"    {key}: \"{value}\"\n" for key, value in keys.items())
        lines = channel("smpp", self.name, receipts="no", **{"from": "2345"}) + channel("dial", self.ussd_name, service="ussd", service_type="USSD", notices="sms")
        self.build, self.centre = build, centre
        limits = "{lookups_per_hour: 1000, inbound: {person: 0, block: 0}, outbound: {number: 0, block: 0}}"  # its citizens are a box of SIM cards
        self.stage = Stage(os.path.join(build, "sambung"), channels=lines, limits=limits)
        with open(self.stage.sambung.config, "a", encoding="utf-8") as config:
            config.write("shards: 1\nlog: {level: info}\n")

    def __enter__(self):
        self.stage.__enter__()
        wait_until("both channels are bound", lambda: {self.name, self.ussd_name} <= self.centre.bound)
        return self

    def __exit__(self, *what):
        self.stage.__exit__(*what)

    def pids(self):
        return [self.stage.sambung.process.pid]

    def redis_pids(self):
        return [self.stage.redis.process.pid]

    def channel(self, wish):
        subprocess.run([self.stage.sambung.binary, "channel", wish, "smpp", "--config", self.stage.sambung.config], check=True, stdout=subprocess.DEVNULL)

    def prepare(self, messages, first):
        """They wait in the outbox, on disk, until the channel is resumed."""
        self.channel("suspend")
        subprocess.run([os.path.join(self.build, "bench", "bench-outbox"), "--config", self.stage.sambung.config, "--channel", "smpp", "--messages", str(messages),
                        "--first", str(first)], check=True)

    def send(self, _messages, _first, _senders):
        self.channel("resume")

    def settled(self):
        """That they were taken is on disk too."""
        wait_until("the books know it", lambda: self.stage.sambung.rows("SELECT count(*) FROM outbox WHERE channel = 'smpp' AND state IN ('queued', 'sending')")[0][0] == 0, 60)

    def states(self):
        return dict(self.stage.sambung.rows("SELECT state, count(*) FROM outbox WHERE channel = 'smpp' GROUP BY state"))


class Kannel:
    """bearerbox and smsbox; what waits is in memory, or with `spool` in a file each, though never synced to the disk."""

    strict = False

    def __init__(self, name, centre, program, window, spool=False):
        self.name = self.ussd_name = name
        self.centre, self.program, self.window, self.spool = centre, program, window, spool
        self.boxes = []

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="sambung-kannel-")
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self):
        smsbox, self.sendsms = free_port(), free_port()
        os.mkdir(os.path.join(self.folder, "spool"))
        store = f"store-type = spool\nstore-location = {self.folder}/spool" if self.spool else ""
        words = {"ADMIN_PORT": free_port(), "SMSBOX_PORT": smsbox, "SENDSMS_PORT": self.sendsms, "CENTRE_PORT": self.centre.port, "PROGRAM_PORT": self.program.port,
                 "NAME": self.name, "WINDOW": self.window, "STORE": store}
        with open(os.path.join(PEERS, "kannel.conf.in"), encoding="utf-8") as template:
            text = template.read()
        for word, value in words.items():
            text = text.replace(f"@{word}@", str(value))
        config = os.path.join(self.folder, "kannel.conf")
        with open(config, "w", encoding="utf-8") as out:
            out.write(text)
        with open(os.path.join(self.folder, "kannel.log"), "ab") as log:
            for box, port in (("bearerbox", smsbox), ("smsbox", self.sendsms)):
                self.boxes.append(subprocess.Popen([box, "-v", "3", config], cwd=self.folder, stdout=log, stderr=log))
                wait_until(f"{box} listens", lambda port=port: listening(port))
        wait_until("Kannel is bound", lambda: self.name in self.centre.bound, 60)

    def __exit__(self, *_):
        for box in reversed(self.boxes):
            box.kill()
            box.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def pids(self):
        return [box.pid for box in self.boxes]

    def redis_pids(self):
        return []

    def prepare(self, _messages, _first):
        """It is given them while it sends."""

    def send(self, messages, first, senders):
        done = subprocess.run(["node", os.path.join(PEERS, "sendsms.js"), str(self.sendsms), str(messages), str(senders), str(first)], stdout=subprocess.PIPE, text=True, check=True)
        assert done.stdout.strip() == "0", f"{self.name} refused {done.stdout.strip()} messages"

    def settled(self):
        """It keeps nothing."""
