"""A message centre of npm smpp (tests/peers/smpp), as a process: what it is told to do, and what it saw."""
import json
import os
import subprocess
import threading

from peers import installed, source
from stage import wait_until

PEER = source("smpp")


class Smsc:
    """Its port is the kernel's choice at the first start, and the same one ever after."""

    def __init__(self, tls=()):
        self.environment = installed("smpp")
        self.port = 0
        self.tls = tls
        self.process = None
        self.seen = []  # over every run

    def start(self, **how):
        """Listens and behaves like that from the first connection on."""
        before = len(self.of("listening"))
        self.process = subprocess.Popen(["node", os.path.join(PEER, "smsc.js"), str(self.port), json.dumps(how), *self.tls], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=self.environment)
        threading.Thread(target=self.read, args=(self.process.stdout,), daemon=True).start()
        wait_until("the message centre listens", lambda: len(self.of("listening")) > before or self.process.poll() is not None)
        if len(self.of("listening")) == before:
            raise AssertionError(f"the message centre ended with {self.process.returncode} before it listened")
        self.port = self.of("listening")[-1]["port"]
        return self

    def read(self, lines):
        for line in lines:
            self.seen.append(json.loads(line))

    def kill(self):
        self.process.kill()
        self.process.wait()

    def ended(self):
        """Waits until it has ended by itself."""
        wait_until("the message centre has ended", lambda: self.process.poll() is not None)

    def tell(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def behave(self, **how):
        self.tell(do="behave", **{"as": how})

    def drop(self, receives):
        """Breaks the connections that the service receives by, or else those that it only sends by."""
        self.tell(do="drop", receives=receives)

    def of(self, event):
        return [one for one in list(self.seen) if one["event"] == event]

    def bound(self, times=1):
        return wait_until("the service has bound", lambda: len(self.of("bind")) >= times and self.of("bind")[-1])

    def deliver(self, name, phone, text, to="2345", times=1, **more):
        """The same PDU so many times, as in one breath."""
        pdu = {"source_addr": phone.lstrip("+"), "source_addr_ton": 1, "source_addr_npi": 1, "destination_addr": to, "short_message": text, **more}
        self.tell(do="deliver", name=name, times=times, pdu=pdu)

    def answered(self, name, status=0):
        answer = wait_until(f"the answer to {name}", lambda: next((one for one in self.of("delivered") if one["name"] == name), None))
        assert answer["status"] == status, answer

    def submits(self, phone, taken=True):
        return [one for one in self.of("submit") if one["to"] == phone.lstrip("+") and (one["id"] is not None or not taken)]

    def heard_by(self, phone, containing, least=1):
        """The texts that reached a phone, once one of them contains the words."""
        return wait_until(f"a text with {containing!r} to the phone",
                          lambda: [one for one in self.submits(phone) if containing in one["text"]][least - 1:] and self.submits(phone), 60)
