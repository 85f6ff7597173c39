"""Units with programs of their own: the signed webhook, the partner API and mail, with real receivers."""
import base64
import hashlib
import hmac
import json
import os
import socket
import sys
import threading
import time

from email import message_from_bytes, policy

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's aiosmtpd, also where another Python is found first
from aiosmtpd.controller import Controller
from http_peer import Handler, HttpPeer
from stage import Stage, free_port, run_tests, wait_until

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


if __name__ == "__main__":
    run_tests([a_task_goes_out_signed_and_is_answered_by_the_api, the_api_is_for_whoever_holds_the_key_and_for_their_own_tasks,
               a_receiver_that_fails_hears_it_later_under_the_same_id, killed_in_between_nothing_is_lost_and_nothing_is_another_event,
               mail_comes_and_comes_again_under_the_same_id,
               a_mail_server_that_does_not_say_goodbye_holds_up_nobody])
