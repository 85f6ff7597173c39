"""A message centre of npm smpp (tests/peers/smpp), as a process: what it is told to do, and what it saw."""
import fcntl
import json
import os
import shutil
import subprocess
import threading

from stage import ROOT, free_port, wait_until

PEER = os.path.join(ROOT, "tests", "peers", "smpp")
INSTALLED = os.path.join(ROOT, "build", "peers", "smpp")


def install():
    """Installs what the lock file names, once for all tests and builds."""
    os.makedirs(INSTALLED, exist_ok=True)
    with open(os.path.join(INSTALLED, ".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = open(os.path.join(PEER, "package-lock.json"), encoding="utf-8").read()
        done = os.path.join(INSTALLED, ".installed")
        if os.path.exists(done) and open(done, encoding="utf-8").read() == wanted:
            return
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(PEER, name), INSTALLED)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=INSTALLED, check=True, stdout=subprocess.DEVNULL)
        with open(done, "w", encoding="utf-8") as out:
            out.write(wanted)


class Smsc:
    def __init__(self, port=None, tls=()):
        install()
        self.port = port or free_port()
        self.tls = tls
        self.process = None
        self.seen = []  # over every run

    def start(self):
        environment = {**os.environ, "NODE_PATH": os.path.join(INSTALLED, "node_modules")}
        self.process = subprocess.Popen(["node", os.path.join(PEER, "smsc.js"), str(self.port), *self.tls], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, env=environment)
        threading.Thread(target=self.read, args=(self.process.stdout,), daemon=True).start()
        before = len(self.of("listening"))
        wait_until("the message centre listens", lambda: len(self.of("listening")) > before or self.process.poll() is not None)
        return self

    def read(self, lines):
        for line in lines:
            self.seen.append(json.loads(line))

    def kill(self):
        self.process.kill()
        self.process.wait()

    def tell(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def behave(self, **how):
        self.tell(do="behave", **{"as": how})

    def of(self, event):
        return [one for one in list(self.seen) if one["event"] == event]

    def bound(self, times=1):
        return wait_until("the service has bound", lambda: len(self.of("bind")) >= times and self.of("bind")[-1])

    def deliver(self, name, phone, text, to="2345", **more):
        pdu = {"source_addr": phone.lstrip("+"), "source_addr_ton": 1, "source_addr_npi": 1, "destination_addr": to, "short_message": text, **more}
        self.tell(do="deliver", name=name, pdu=pdu)

    def answered(self, name, status=0):
        answer = wait_until(f"the answer to {name}", lambda: next((one for one in self.of("delivered") if one["name"] == name), None))
        assert answer["status"] == status, answer

    def submits(self, phone, taken=True):
        return [one for one in self.of("submit") if one["to"] == phone.lstrip("+") and (one["id"] is not None or not taken)]

    def heard_by(self, phone, containing, least=1):
        """The texts that reached a phone, once one of them contains the words."""
        return wait_until(f"a text with {containing!r} to the phone",
                          lambda: [one for one in self.submits(phone) if containing in one["text"]][least - 1:] and self.submits(phone), 60)
