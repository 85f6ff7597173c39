"""Real servers for system and fault tests: each on its own ports and files, ended by its own process id.

A Stage is a folder with a Redis, a Sambung and their state; it can be killed and started again on the same state.
"""
import contextlib
import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse

WRITTEN = str(int(time.time()))  # when messages are written: what is a quarter of an hour old is answered as late
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(what, condition, seconds=30.0):
    """Polls a condition that another process brings about; fails in words."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds} s in vain: {what}")


class Redis:
    def __init__(self, folder):
        self.folder = folder
        self.socket = os.path.join(folder, "redis.sock")
        self.process = None

    def start(self):
        os.makedirs(self.folder, exist_ok=True)
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", self.socket, "--dir", self.folder, "--appendonly", "yes", "--save", "",
             "--maxmemory-policy", "noeviction", "--hash-max-listpack-value", "1024"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until("redis answers", lambda: self.cli("ping") == "PONG")

    def cli(self, *words):
        done = subprocess.run(["redis-cli", "-s", self.socket, *words], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


class Sambung:
    """The service on free ports. `sms` maps settings of the Kannel channel; without it messages go to the demo sink. `channels` are lines of further ones, `further` lines of further keys."""

    def __init__(self, folder, binary, redis, sms=None, limits="{lookups_per_hour: 1000}", tls="", own_pack=False, channels="", further=""):
        self.folder = folder
        self.binary = binary
        self.public, self.desk = free_port(), free_port()
        self.database = os.path.join(folder, "cases.db")
        self.config = os.path.join(folder, "config.yaml")
        self.pack = os.path.join(ROOT, "deploy", "packs", "depok")
        if own_pack:  # a copy, for tests that change it
            self.pack = shutil.copytree(self.pack, os.path.join(folder, "pack"))
        self.log_path = os.path.join(folder, "sambung.log")
        self.process = None
        sms_lines = "\n".join(f"    {key}: \"{value}\"" for key, value in (sms or {"send_url": "http://127.0.0.1:1/", "username": "u", "password": "p", "send": "sink"}).items())
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(f"""pack: {self.pack}
mode: demo
public_url: http://127.0.0.1:{self.public}
listen:
  public: {{address: "127.0.0.1:{self.public}"{tls}}}
  desk: {{address: "127.0.0.1:{self.desk}"}}
sessions: redis+unix:{redis.socket}
cases: sqlite:{self.database}
keys: file:{folder}/keys/root.key
channels:
  - {{id: ussd, adapter: africastalking_ussd, open: loopback, notices: sms}}
  - id: sms
    adapter: kannel
    open: loopback
{sms_lines}
  - id: wa
    adapter: whatsapp_cloud
    app_secret: demo
    verify_token: demo
    access_token: demo
    phone_number_id: "100000000000001"
    send: sink
{channels}limits: {limits}
{further}""")

    def start(self, environment=None):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen([self.binary, "serve", "--config", self.config], cwd=self.folder, stdout=log, stderr=log,
                                            env={**os.environ, **(environment or {})})
        wait_until("sambung is ready", lambda: self.ready() or self.died())
        if self.process.poll() is not None:
            raise AssertionError("sambung did not start:\n" + self.log()[-3000:])

    def died(self):
        return self.process.poll() is not None

    def ready(self):
        try:
            return self.desk_get("/readyz")[0] == 200
        except OSError:
            return False

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as text:
            return text.read()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Ends the service as an operator would; its exit code."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            return self.process.wait(timeout=30)
        return None

    def exchange(self, method, path, body=None, headers=None, timeout=20):
        """The reply's status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.public, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            reply = connection.getresponse()
            return reply.status, dict(reply.getheaders()), reply.read().decode()
        finally:
            connection.close()

    def request(self, method, path, body=None, headers=None, timeout=20):
        status, _, body = self.exchange(method, path, body, headers, timeout)
        return status, body

    def desk_get(self, path, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.desk, timeout=10)
        try:
            connection.request("GET", path, headers=headers or {})
            reply = connection.getresponse()
            return reply.status, reply.read().decode()
        finally:
            connection.close()

    def ussd(self, phone, session, path):
        return self.request("POST", "/hooks/ussd", ussd_form(phone, session, path), FORM)

    def sms(self, phone, identity, text):
        query = urllib.parse.urlencode({"id": identity, "ts": WRITTEN, "from": phone, "to": "2345", "text": text, "coding": "0", "charset": "UTF-8", "smsc": "fake"})
        return self.request("GET", "/hooks/sms?" + query)

    def whatsapp(self, phone, identity, text, secret="demo"):
        body = whatsapp_body(phone, identity, text)
        return self.request("POST", "/hooks/wa", body, {**JSON, "X-Hub-Signature-256": meta_signature(body, secret)})

    def messages(self, phone):
        """What the demo sink shows on that phone, oldest first."""
        status, body = self.desk_get("/phone/messages", {"X-Sambung-Phone": phone, "X-Sambung-After": "0"})
        assert status == 200, body
        return json.loads(body)["messages"]

    def answer(self, phone, channel, after=0, containing=""):
        """Waits for a message on that channel."""
        return wait_until(f"a message to the phone on {channel} with {containing!r}",
                          lambda: next((one["text"] for one in self.messages(phone)[after:] if one["channel"] == channel and containing in one["text"]), None))

    def rows(self, query, *values):
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute(query, values).fetchall()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


def ussd_form(phone, session, path):
    return urllib.parse.urlencode({"sessionId": session, "serviceCode": "*384*12#", "phoneNumber": phone, "networkCode": "51010", "text": path})


def meta_signature(body, secret="demo"):
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def whatsapp_body(phone, identity, text):
    message = {"from": phone.lstrip("+"), "id": identity, "timestamp": WRITTEN, "type": "text", "text": {"body": text}}
    value = {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "6221500000", "phone_number_id": "100000000000001"}, "messages": [message]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}).encode()


class Stage:
    def __init__(self, binary, **sambung):
        self.folder = tempfile.mkdtemp(prefix="sambung-test-")
        self.redis = Redis(os.path.join(self.folder, "redis"))
        self.sambung = Sambung(self.folder, binary, self.redis, **sambung)

    def __enter__(self):
        try:
            self.redis.start()
            self.sambung.start()
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            print("---- the service's log, its last lines\n" + self.sambung.log()[-4000:])
        if self.sambung.process and self.sambung.process.poll() is None:
            self.sambung.kill()
        self.redis.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def ticket_in(text):
    """The nine digits in threes, or nothing."""
    found = re.search(r"(?<!\d)(\d{3}) (\d{3}) (\d{3})(?! ?\d)", text)
    return "".join(found.groups()) if found else None


def run_tests(tests):
    """Runs each function; prints one line a test; exits non-zero on any failure."""
    import sys
    import traceback
    failed = 0
    for test in tests:
        began = time.monotonic()
        try:
            test()
            print(f"ok   {test.__name__}  {time.monotonic() - began:.1f} s", flush=True)
        except Exception:  # a test's failure, whatever it is, must be told and the next one run
            failed += 1
            traceback.print_exc()
            print(f"FAIL {test.__name__}", flush=True)
    sys.exit(1 if failed else 0)
