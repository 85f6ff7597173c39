"""Units with programs of their own: the signed webhook, the partner API and mail, with real receivers."""
import base64
import contextlib
import hashlib
import hmac
import json
import logging
import os
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from email import message_from_bytes, policy

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's aiosmtpd, also where another Python is found first
from aiosmtpd.controller import Controller
from http_peer import Handler, HttpPeer
from peers import Providers
from stage import Stage, free_port, run_tests, wait_until

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # aiosmtpd tells of each call that was hung up
BINARY = os.path.abspath(sys.argv[1])
PHONE = "+6281200000801"
SECRET = base64.b64encode(bytes(range(32))).decode()
KEY = "kunci-mitra-trc-0123456789abcdef"
OTHER_KEY = "kunci-mitra-rps-0123456789abcdef"
DANGER = "DARURAT bapak pingsan di depan pasar"


class Hook(Handler):
    def do_POST(self):
        body = self.content()
        with self.owner.lock:
            self.owner.seen.append((dict((name.lower(), value) for name, value in self.headers.items()), body))
            status = self.owner.statuses.pop(0) if self.owner.statuses else 200
        self.answer({}, status)


class Receiver(HttpPeer):
    """A unit's program. `statuses` are its first answers; then it takes everything."""

    def __init__(self, statuses=()):
        super().__init__(Hook)
        self.seen = []
        self.statuses = list(statuses)

    def events(self, kind=None):
        with self.lock:
            events = [json.loads(body) for _, body in self.seen]
        return [one for one in events if kind is None or one["type"] == "id.sambung.referral." + kind]

    def event(self, kind):
        return wait_until(f"the event {kind}", lambda: next(iter(self.events(kind)), None))


def check_signature(headers, body):
    """As the receiver's side of Standard Webhooks does it."""
    words = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(base64.b64decode(SECRET), words, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == "v1," + wanted, headers
    assert headers["content-type"].startswith("application/cloudevents+json"), headers


def play(url, more_duty="", channels=""):
    """A service whose quick team has a program at `url`."""
    hook = f"""  - id: hook
    adapter: unit_webhook
    endpoint: trc-depok
    send_url: {url}/in
    secret: whsec_{SECRET}
    open: loopback
"""
    partners = f"partners:\n  - {{unit: trc, key: {KEY}}}\n  - {{unit: rps, key: {OTHER_KEY}}}\n"
    stage = Stage(BINARY, own_pack=True, channels=hook + channels, further=partners)
    units = os.path.join(stage.sambung.pack, "units.yaml")
    with open(units, encoding="utf-8") as text:
        old = text.read()
    line = '      - {channel: wa, address: "+6281200000012"}\n'
    assert line in old
    with open(units, "w", encoding="utf-8") as text:
        text.write(old.replace(line, line + "      - {channel: hook, address: trc-depok}\n" + more_duty))
    return stage


class Postbox:
    """A mail server of aiosmtpd's. `refusals` are its first answers to a letter; then it takes everything."""

    def __init__(self, port, refusals=()):
        self.letters, self.tries, self.refusals = [], [], list(refusals)
        self.controller = Controller(self, hostname="127.0.0.1", port=port)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, kind, value, trace):
        self.controller.stop()

    async def handle_DATA(self, server, session, envelope):
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.tries.append(letter["Message-ID"])
        if self.refusals:
            return self.refusals.pop(0)
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, letter))
        return "250 taken"


class Mute:
    """A mail server that takes each letter and then says nothing any more, to QUIT neither, and does not hang up."""

    def __init__(self, port):
        self.taken = 0
        self.listener = socket.create_server(("127.0.0.1", port))

    def __enter__(self):
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, kind, value, trace):
        self.listener.close()

    def listen(self):
        while True:
            try:
                peer = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.serve, args=(peer,), daemon=True).start()

    def serve(self, peer):
        with peer, peer.makefile("rwb") as lines:
            def say(words):
                lines.write(words + b"\r\n")
                lines.flush()
            say(b"220 mute")
            for line in lines:
                if line.startswith(b"DATA"):
                    say(b"354 go on")
                    while lines.readline() not in (b".\r\n", b""):
                        pass
                    self.taken += 1
                    say(b"250 taken")
                elif not line.startswith(b"QUIT"):
                    say(b"250 yes")


MAIL_DUTY = "      - {channel: mail, address: piket@trc.example}\n"


def mail_channel(port):
    return f"""  - id: mail
    adapter: smtp
    host: 127.0.0.1
    port: "{port}"
    open: loopback
    from: sambung@dinsos.example
"""


def certificate(folder, name, host):
    """A key and a certificate for that host, signed by nobody but itself; where they lie."""
    key, chain = os.path.join(folder, name + ".key"), os.path.join(folder, name + ".pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", chain,
                    "-days", "2", "-subj", "/CN=" + host, "-addext", "subjectAltName=DNS:" + host], check=True, capture_output=True)
    return key, chain


class SafePostbox:
    """A mail server of aiosmtpd's with a certificate: `starttls` demands the command, `implicit` speaks TLS from the first byte."""

    def __init__(self, way, pair):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pair[1], pair[0])
        self.port = free_port()
        self.letters, self.senders = [], []
        more = {"ssl_context": context} if way == "implicit" else {"tls_context": context, "require_starttls": True}
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)
        self.controller._trigger_server = lambda: self.first_call(way)  # aiosmtpd's own trusts no certificate of ours

    def first_call(self, way):
        with socket.create_connection(("127.0.0.1", self.port), 5) as line:
            blind = ssl._create_unverified_context()
            with blind.wrap_socket(line) if way == "implicit" else contextlib.nullcontext(line) as call:
                call.recv(1)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, kind, value, trace):
        self.controller.stop()

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.senders.append(address)
        envelope.mail_from = address
        return "250 yes"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(server.transport.get_extra_info("ssl_object").version())
        return "250 taken"


class OpenPostbox:
    """A mail server without TLS that would take any password and any letter; keeps each line that it is told."""

    def __init__(self, offers):
        self.offers, self.told = offers, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, kind, value, trace):
        self.listener.close()

    def listen(self):
        while True:
            try:
                peer = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.serve, args=(peer,), daemon=True).start()

    def serve(self, peer):
        with peer, peer.makefile("rwb") as lines:
            def say(words):
                lines.write(words + b"\r\n")
                lines.flush()
            try:
                say(b"220 open")
                for line in lines:
                    self.told.append(line.strip())
                    if line.startswith(b"EHLO"):
                        say(b"250-open\r\n" + self.offers + b"250 AUTH PLAIN LOGIN")
                    else:
                        say(b"454 not now" if line.startswith(b"STARTTLS") else b"250 yes")
            except OSError:
                pass


def api(sambung, method, path, body=None, key=KEY, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if key:
        headers["Authorization"] = "Bearer " + key
    status, answer = sambung.request(method, "/api/v1/referrals" + path, None if body is None else json.dumps(body), headers)
    return status, json.loads(answer)


def news(sambung, count):
    """What the citizen has heard by SMS, once it is that much."""
    return wait_until(f"{count} messages to the citizen", lambda: len(sambung.messages(PHONE)) >= count and sambung.messages(PHONE))[count - 1]["text"]


def a_task_goes_out_signed_and_is_answered_by_the_api():
    with Receiver() as unit, play(unit.url) as stage:
        sambung = stage.sambung
        assert sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        event = unit.event("sent")
        check_signature(*unit.seen[0])
        headers, body = unit.seen[0]
        assert event["specversion"] == "1.0" and event["id"] == headers["webhook-id"] and event["source"], event
        ticket = sambung.rows("SELECT ticket FROM cases")[0][0]
        data = event["data"]
        assert (data["ticket"], data["task"], data["unit"], data["urgency"]) == (ticket, "T10", "trc", "P0"), data
        assert data["ack_due_at"] > event["time"], event
        known = {"ticket", "task", "unit", "urgency", "url", "category", "need", "area", "area_name", "place", "ack_due_at"}
        assert set(data) <= known, "least data"
        for personal in (b"0801", b"pingsan", b"bapak"):
            assert personal not in body, personal

        status, listed = api(sambung, "GET", "")
        assert status == 200 and listed["unit"] == "trc" and [one["task"] for one in listed["referrals"]] == ["T10"], listed
        assert "reporter" not in listed["referrals"][0] and PHONE not in json.dumps(listed)
        status, one = api(sambung, "GET", "/T10")
        assert status == 200 and one["state"] == "sent" and "reporter" not in one, one

        heard = len(wait_until("the first answer", lambda: sambung.messages(PHONE)))
        status, taken = api(sambung, "POST", "/T10/accept", Idempotency_Key="a-1")
        assert status == 200 and taken["state"] == "accepted", (status, taken)
        assert taken["reporter"] == {"contact": "phone", "phone": PHONE}, taken
        assert taken["signs"], taken
        sambung.answer(PHONE, "sms", after=heard, containing="TRC Joss Gandos")
        after_accept = len(sambung.messages(PHONE))
        assert api(sambung, "POST", "/T10/accept", Idempotency_Key="a-1") == (200, taken), "a repeat says the same"

        status, done = api(sambung, "POST", f"/{ticket}/done", {"outcome": 1}, Idempotency_Key="a-2")
        assert status == 200 and done["state"] == "done" and "reporter" not in done, (status, done)
        sambung.answer(PHONE, "sms", after=after_accept)
        told = len(sambung.messages(PHONE))
        assert api(sambung, "POST", f"/{ticket}/done", {"outcome": 1}, Idempotency_Key="a-2") == (200, done)
        assert sambung.rows("SELECT status, ending FROM cases")[0][0] == "resolved"
        assert sambung.rows("SELECT count(*) FROM events WHERE type = 'referral.done'") == [(1,)]
        assert len(sambung.messages(PHONE)) == told, "a repeat tells nobody anything"
        assert api(sambung, "GET", "")[1]["referrals"] == []
        assert KEY not in sambung.log() and PHONE not in sambung.log()


def the_api_is_for_whoever_holds_the_key_and_for_their_own_tasks():
    with Receiver() as unit, play(unit.url) as stage:
        sambung = stage.sambung
        assert sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        unit.event("sent")
        for key, expected in ((None, (401, "not_authorized")), ("", (401, "not_authorized")), ("x" * 32, (403, "forbidden")),
                              (KEY[:-1], (403, "forbidden")), (KEY + "x", (403, "forbidden"))):
            status, answer = api(sambung, "GET", "", key=key)
            assert (status, answer["error"]["code"]) == expected, (key, status, answer)
        ticket = sambung.rows("SELECT ticket FROM cases")[0][0]
        for method, path, body in (("GET", "/T10", None), ("GET", "/" + ticket, None), ("POST", "/T10/accept", None), ("POST", f"/{ticket}/done", {"outcome": 1})):
            status, answer = api(sambung, method, path, body, key=OTHER_KEY)
            assert status == 404 and answer["error"]["code"] == "not_found", (path, status, answer)
        assert api(sambung, "GET", "", key=OTHER_KEY)[1]["referrals"] == []
        wrong = [("POST", "/T10/reject", None, 422), ("POST", "/T10/reject", {"reason": 0}, 422), ("POST", "/T10/reject", {"reason": 10}, 422),
                 ("POST", "/T10/reject", {"reason": "1"}, 422), ("POST", "/T10/done", {"outcome": 9}, 422), ("POST", "/T10/open", {}, 404),
                 ("GET", "/T10/accept", None, 405), ("POST", "", {}, 405), ("POST", "/T10", {}, 405), ("GET", "/T1", None, 404), ("GET", "/x", None, 404),
                 ("GET", "/T11", None, 404), ("GET", "/T10/accept/now", None, 404)]
        for method, path, body, expected in wrong:
            status, answer = api(sambung, method, path, body)
            assert status == expected and answer["error"]["message"], (method, path, body, status, answer)
        assert sambung.rows("SELECT status FROM referrals WHERE unit = 'trc'") == [("sent",)], "none of it did anything"
        status, back = api(sambung, "POST", "/T10/reject", {"reason": 9}, Idempotency_Key="r-1")
        assert status == 200 and back["state"] == "rejected", (status, back)
        assert api(sambung, "POST", "/T10/reject", {"reason": 9}, Idempotency_Key="r-1")[0] == 200
        status, reused = api(sambung, "POST", "/T10/reject", {"reason": 1}, Idempotency_Key="r-1")
        assert status == 422 and reused["error"]["code"] == "idempotency_key_reused", (status, reused)
        status, over = api(sambung, "POST", "/T10/done", {"outcome": 1})
        assert status == 409 and over["error"]["code"] == "over", (status, over)
        listed = wait_until("the next unit has it", lambda: api(sambung, "GET", "", key=OTHER_KEY)[1]["referrals"])
        assert listed[0]["ticket"] == ticket, listed
        for _ in range(30):
            status = api(sambung, "GET", "", key="y" * 32)[0]
        assert status == 429, "guessing comes to an end"


def its_signature_holds_for_the_standards_own_library():
    with Receiver([503]) as unit, play(unit.url) as stage, Providers() as library:
        assert stage.sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        wait_until("two tries", lambda: len(unit.events()) >= 2, 60)
        for headers, body in unit.seen:
            read = library.ask("webhook_verified", secret="whsec_" + SECRET, headers=headers, body=body.decode())
            assert read == json.loads(body), read
        headers, body = unit.seen[0]
        wrong = [({**headers, "webhook-id": "another"}, body, SECRET), ({**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 1)}, body, SECRET),
                 (headers, body.replace(b"P0", b"P4"), SECRET), (headers, body, base64.b64encode(bytes(32)).decode())]
        for told, text, secret in wrong:
            try:
                library.ask("webhook_verified", secret="whsec_" + secret, headers=told, body=text.decode())
            except AssertionError as refused:
                assert "signature" in str(refused).lower(), refused
            else:
                raise AssertionError("it took what was changed")


def a_receiver_that_fails_hears_it_later_under_the_same_id():
    with Receiver([503, 302]) as unit, play(unit.url) as stage:
        assert stage.sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        wait_until("three tries", lambda: len(unit.events()) >= 3, 60)
        same = [headers["webhook-id"] for headers, _ in unit.seen[:3]]
        assert len(set(same)) == 1, same
        assert len({body for _, body in unit.seen[:3]}) == 1
        for headers, body in unit.seen:
            check_signature(headers, body)
        assert len({headers["webhook-timestamp"] for headers, _ in unit.seen[:3]}) > 1, "the time is that of the try"
        wait_until("it is settled", lambda: stage.sambung.rows("SELECT state FROM outbox WHERE channel = 'hook' AND about = 1")[0] == ("sent",))


def killed_in_between_nothing_is_lost_and_nothing_is_another_event():
    with Receiver([503]) as unit, play(unit.url) as stage:
        sambung = stage.sambung
        assert sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        wait_until("a first try", lambda: unit.events())
        sambung.kill()
        sambung.start()
        wait_until("another try", lambda: len(unit.events("sent")) >= 2, 90)
        assert len({one["id"] for one in unit.events("sent")}) == 1, unit.events()
        assert api(sambung, "POST", "/T10/accept", Idempotency_Key="k-1")[0] == 200
        sambung.kill()
        sambung.start()
        status, taken = api(sambung, "POST", "/T10/accept", Idempotency_Key="k-1")
        assert status == 200 and taken["state"] == "accepted", (status, taken)
        assert sambung.rows("SELECT count(*) FROM events WHERE type = 'referral.accepted'") == [(1,)]


def mail_comes_and_comes_again_under_the_same_id():
    port = free_port()
    with Receiver() as unit, play(unit.url, MAIL_DUTY, mail_channel(port)) as stage:
        sambung = stage.sambung
        assert sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        unit.event("sent")
        wait_until("a try while there is no server", lambda: sambung.rows("SELECT attempts FROM outbox WHERE channel = 'mail' AND attempts > 0"))
        with Postbox(port, ["451 4.3.0 later"]) as box:
            sender, receivers, letter = wait_until("the letter", lambda: next((one for one in box.letters if one[2]["Subject"].startswith("T10")), None), 60)
            assert (sender, receivers) == ("sambung@dinsos.example", ["piket@trc.example"])
            ticket = sambung.rows("SELECT ticket FROM cases")[0][0]
            spaced = f"{ticket[:3]} {ticket[3:6]} {ticket[6:]}"
            assert letter["Subject"] == f"T10 P0 DARURAT {spaced}", letter["Subject"]
            assert letter["To"] == "piket@trc.example" and letter["Date"].datetime and box.tries.count(letter["Message-ID"]) == 2, box.tries
            text = letter.get_content()
            assert spaced in text and "Email ini tidak dibaca" in text, text
            assert "0801" not in text and "pingsan" not in text, "least data"
            wait_until("it is settled", lambda: sambung.rows("SELECT state FROM outbox WHERE channel = 'mail' AND about = 1")[0] == ("sent",))
        with Postbox(port, ["550 5.1.1 nobody here"]) as box:
            assert sambung.sms("+6281200000802", "mo-2", "DARURAT anak kejang di stasiun")[0] == 200
            wait_until("a letter that is refused for good", lambda: sambung.rows("SELECT code FROM outbox WHERE channel = 'mail' AND state = 'failed'"), 150)
            assert "piket@trc.example" not in sambung.log() and sambung.stop() == 0


def a_mail_server_that_does_not_say_goodbye_holds_up_nobody():
    port = free_port()
    with Receiver() as unit, Mute(port) as server, play(unit.url, MAIL_DUTY, mail_channel(port)) as stage:
        sambung = stage.sambung
        for number in range(3):
            assert sambung.sms(f"+6281200000{810 + number}", f"mo-{number}", DANGER)[0] == 200
        wait_until("three letters", lambda: server.taken >= 3, 30)
        wait_until("they are settled", lambda: sambung.rows("SELECT count(*) FROM outbox WHERE channel = 'mail' AND about IS NOT NULL AND state = 'sent'")[0][0] >= 3, 30)
        began = time.monotonic()
        assert sambung.stop() == 0
        assert time.monotonic() - began < 20


def mail_goes_over_checked_tls_or_not_at_all():
    with tempfile.TemporaryDirectory() as folder:
        right, other, unknown = (certificate(folder, name, host) for name, host in (("right", "localhost"), ("other", "mail.other.example"), ("unknown", "localhost")))
        trusted = os.path.join(folder, "authorities.pem")
        with open(trusted, "wb") as out:
            for pair in (right, other):
                with open(pair[1], "rb") as one:
                    out.write(one.read())
        boxes = {f"{name}-{way}": (way, SafePostbox(way, pair)) for way in ("starttls", "implicit")
                 for name, pair in (("right", right), ("other", other), ("unknown", unknown))}
        boxes["none-starttls"] = ("starttls", OpenPostbox(b""))
        boxes["refused-starttls"] = ("starttls", OpenPostbox(b"250-STARTTLS\r\n"))
        channels = "".join(f"""  - id: {name}
    adapter: smtp
    host: localhost
    port: "{box.port}"
    tls: {way}
    tls_authorities: {trusted}
    from: sambung@dinsos.example
""" + ("    username: dinsos\n    password: rahasia-sekali\n" if isinstance(box, OpenPostbox) else "") for name, (way, box) in boxes.items())
        duty = "".join(f"      - {{channel: {name}, address: piket@trc.example}}\n" for name in boxes)
        with contextlib.ExitStack() as stack:
            for _, box in boxes.values():
                stack.enter_context(box)
            unit = stack.enter_context(Receiver())
            sambung = stack.enter_context(play(unit.url, duty, channels)).sambung
            assert sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
            for name in ("right-starttls", "right-implicit"):
                version = wait_until(f"the letter by {name}", lambda: boxes[name][1].letters, 30)[0]
                assert version.startswith("TLSv1."), version
            bad = [name for name in boxes if not name.startswith("right-")]
            for name in bad:
                wait_until(f"{name} needs a person", lambda: f"event=channel_needs_a_person channel={name} code=tls" in sambung.log(), 30)
            ready = json.loads(sambung.desk_get("/readyz")[1])["channels"]
            assert {name: ready[name] for name in boxes} == {name: "down" if name in bad else "ok" for name in boxes}, ready
            for name in bad:
                box = boxes[name][1]
                if isinstance(box, SafePostbox):
                    assert (box.senders, box.letters) == ([], []), name
                    continue
                words = {line.split(b" ")[0] for line in box.told}
                assert words and words <= {b"EHLO", b"STARTTLS", b"QUIT"}, (name, box.told)
            assert "rahasia-sekali" not in sambung.log() and "piket@trc.example" not in sambung.log()
            states = "SELECT DISTINCT state FROM outbox WHERE about = 1 AND channel "
            wait_until("both letters are settled", lambda: sambung.rows(states + "LIKE 'right-%'") == [("sent",)])
            assert sambung.rows(states + f"IN ({','.join('?' * len(bad))})", *bad) == [("queued",)], "what could not go safely waits"


def a_unit_that_asks_too_often_waits_and_others_do_not():
    with Receiver() as unit, play(unit.url) as stage:
        sambung = stage.sambung
        bearer = {"Authorization": "Bearer " + KEY}
        statuses = []
        while 429 not in statuses and len(statuses) < 400:  # a new minute may begin meanwhile
            status, headers, body = sambung.exchange("GET", "/api/v1/referrals", headers=bearer)
            statuses.append(status)
        assert statuses[-1] == 429 and set(statuses[:-1]) == {200} and len(statuses) > 120, statuses[-5:]
        assert json.loads(body)["error"]["code"] == "throttled", body
        assert 1 <= int(headers["Retry-After"]) <= 60, headers
        assert api(sambung, "GET", "", key=OTHER_KEY)[0] == 200, "another unit has its own calls"
        assert sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        unit.event("sent")
        status = api(sambung, "POST", "/T10/accept")[0]
        assert status in (200, 429), status
        assert (status == 200) == (sambung.rows("SELECT status FROM referrals WHERE unit = 'trc'")[0][0] == "accepted"), "throttled does nothing"


def a_sensitive_case_is_as_unknown_as_one_that_is_not_there():
    with Receiver() as unit, play(unit.url) as stage:
        sambung = stage.sambung
        assert sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        unit.event("sent")
        ticket = sambung.rows("SELECT ticket FROM cases")[0][0]
        assert api(sambung, "GET", "/T10")[0] == 200
        sambung.stop()
        with sqlite3.connect(sambung.database) as database:  # as if it had been told in confidence, which this team may not know
            database.execute("UPDATE cases SET restricted = 1")
        database.close()
        sambung.start()
        for method, path, body in (("GET", "/{}", None), ("POST", "/{}/accept", None), ("POST", "/{}/reject", {"reason": 9}), ("POST", "/{}/done", {"outcome": 1})):
            unknown = api(sambung, method, path.format("T99"), body)
            assert unknown[0] == 404
            for which in ("T10", ticket):
                assert api(sambung, method, path.format(which), body, Idempotency_Key="s-" + which) == unknown, (method, path, which)
        assert api(sambung, "GET", "")[1]["referrals"] == []
        assert sambung.rows("SELECT status FROM referrals WHERE unit = 'trc'") == [("sent",)], "none of it did anything"


def a_program_that_says_gone_hears_no_more_until_a_person_resumes_it():
    with Receiver([410]) as unit, play(unit.url) as stage:
        sambung = stage.sambung

        def channel():
            return json.loads(sambung.desk_get("/readyz")[1])["channels"]["hook"]

        assert sambung.sms(PHONE, "mo-1", DANGER)[0] == 200
        wait_until("one try", lambda: unit.events("sent"))
        wait_until("readyz says so", lambda: channel() == "gone")
        assert 'sambung_channel_health{channel="hook",state="gone"} 1' in sambung.desk_get("/metrics")[1]
        assert "event=channel_gone channel=hook" in sambung.log()
        wait_until("it is passed by", lambda: sambung.rows("SELECT state, code FROM outbox WHERE channel = 'hook' AND about = 1")[0] == ("failed", "channel_gone"))
        assert sambung.messages("+6281200000012"), "the team's phone was told"
        assert sambung.rows("SELECT count(*) FROM calls_due") == [(0,)], "so nobody must telephone"
        sambung.kill()
        sambung.start()
        assert sambung.sms("+6281200000802", "mo-2", "DARURAT anak kejang di stasiun")[0] == 200
        wait_until("a second task is passed by", lambda: sambung.rows("SELECT code FROM outbox WHERE channel = 'hook' AND about = 2") == [("channel_gone",)])
        assert channel() == "gone" and len(unit.events("sent")) == 1, "a restart changes nothing"
        assert sambung.rows("SELECT count(*) FROM events WHERE type = 'channel.gone'") == [(1,)]
        done = subprocess.run([BINARY, "channel", "resume", "hook", "--config", sambung.config], capture_output=True, text=True, cwd=sambung.folder, check=False)
        assert done.returncode == 0, done
        assert sambung.sms("+6281200000803", "mo-3", "DARURAT ibu tidak sadar di terminal")[0] == 200
        wait_until("it hears again", lambda: len(unit.events("sent")) == 2)
        wait_until("and is well", lambda: channel() == "ok")


def staff_ask_by_hand_and_the_citizens_plain_words_answer():
    with Receiver() as unit, play(unit.url) as stage:
        sambung = stage.sambung

        def ask(question):
            return subprocess.run([BINARY, "case", "ask", sambung.rows("SELECT ticket FROM cases")[0][0], question, "--by", "ani", "--config", sambung.config],
                                  capture_output=True, text=True, cwd=sambung.folder, check=False)

        assert sambung.sms(PHONE, "mo-1", "LAPOR nenek sendirian di gubuk dekat rel, belum makan dari kemarin")[0] == 200
        wait_until("it is filed", lambda: sambung.rows("SELECT status FROM cases") == [("filed",)])
        assert ask("nik").returncode == 2, "what is not on the list is not asked"
        assert ask("rt_rw").returncode == 0
        sambung.answer(PHONE, "sms", containing="kami perlu RT/RW tempat itu")
        assert "is open already" in ask("nama").stderr
        assert sambung.sms(PHONE, "mo-2", "RT 3 RW 5")[0] == 200
        sambung.answer(PHONE, "sms", containing="sudah kami catat")
        assert sambung.rows("SELECT status, (SELECT count(*) FROM notes) FROM cases") == [("filed", 1)]
        assert "RT 3" not in sambung.log() and sambung.rows("SELECT count(*) FROM cases") == [(1,)]


if __name__ == "__main__":
    run_tests([mail_goes_over_checked_tls_or_not_at_all, a_unit_that_asks_too_often_waits_and_others_do_not,
               a_sensitive_case_is_as_unknown_as_one_that_is_not_there, a_program_that_says_gone_hears_no_more_until_a_person_resumes_it,
               staff_ask_by_hand_and_the_citizens_plain_words_answer,
               its_signature_holds_for_the_standards_own_library, a_task_goes_out_signed_and_is_answered_by_the_api, the_api_is_for_whoever_holds_the_key_and_for_their_own_tasks,
               a_receiver_that_fails_hears_it_later_under_the_same_id, killed_in_between_nothing_is_lost_and_nothing_is_another_event,
               mail_comes_and_comes_again_under_the_same_id,
               a_mail_server_that_does_not_say_goodbye_holds_up_nobody])
