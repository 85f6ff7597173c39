"""Emergencies by SMS, and officers who accept, hand back and finish by SMS, every webhook delivered two to four times, while
the service is killed at random moments. No referral is lost or doubled, no case is with nobody, no news goes out twice,
and the chain of events is whole.

    referral_storm_test.py BINARY [CASES] [SEED]
"""
import collections
import http.client
import os
import random
import subprocess
import sys
import threading
import time
import urllib.parse

from http_peer import Handler, HttpPeer
from stage import Stage, wait_until

BINARY = os.path.abspath(sys.argv[1])
CASES = int(sys.argv[2]) if len(sys.argv) > 2 else 40
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(10**6)
GONE = (OSError, http.client.HTTPException)
DUTY = {"trc": "+6281200000011", "rps": "+6281200000021", "rehsos": "+6281200000031"}


class Kannel(HttpPeer):
    """A sending box that takes everything and remembers it."""

    class Box(Handler):
        def do_POST(self):
            words = self.content().decode("utf-16-be" if self.headers.get("X-Kannel-Coding") == "2" else "utf-8")
            with self.owner.lock:
                self.owner.texts[urllib.parse.unquote(self.headers["X-Kannel-To"])].append(words)
            body = b"0: Accepted for delivery"
            self.send_response(202)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def __init__(self):
        super().__init__(Kannel.Box)
        self.texts = collections.defaultdict(list)

    def with_words(self, phone, words):
        with self.lock:
            return [one for number in (phone, phone.lstrip("+")) for one in self.texts[number] if words in one]


class Storm:
    def __init__(self, stage):
        self.stage = stage
        self.sambung = stage.sambung
        self.chance = random.Random(SEED)
        self.done = threading.Event()
        self.delivered = threading.Condition()
        self.deliveries = self.words = 0

    def deliver(self, phone, identity, text):
        """As a provider does: until it is answered, and then some."""
        answered, deadline = 0, time.monotonic() + 60
        copies = self.chance.randint(2, 4)
        while answered < copies:
            assert time.monotonic() < deadline, "a webhook got no answer for a minute"
            try:
                answered += self.sambung.sms(phone, identity, text)[0] == 200
            except GONE:
                time.sleep(0.05)  # the provider's pause between tries
                continue
            with self.delivered:
                self.deliveries += 1
                self.delivered.notify_all()

    def report(self):
        for number in range(CASES):
            self.deliver(citizen(number), f"mo-{number}", f"DARURAT orang pingsan di depan toko nomor {number}")

    def act(self):
        """What an officer does next about one open task; False if none is open."""
        open_ones = self.sambung.rows("SELECT id, unit, task, status FROM referrals WHERE status IN ('sent', 'seen', 'accepted')"
                                      " AND unit IN ('trc', 'rps', 'rehsos') ORDER BY id")
        if not open_ones:
            return False
        _, unit, task, status = self.chance.choice(open_ones)
        refuses = status != "accepted" and unit != "rehsos" and self.chance.random() < 0.2
        word = "TOLAK 9" if refuses else "TERIMA" if status != "accepted" else self.chance.choice(["TIBA", "SELESAI 1"])
        self.words += 1
        self.deliver(DUTY[unit], f"word-{self.words}", f"{word} T{task}")
        return True

    def officers(self, reporters):
        deadline = time.monotonic() + 300
        while True:
            assert time.monotonic() < deadline, "officers cannot finish"
            if self.act():
                continue
            open_cases = self.sambung.rows("SELECT count(*) FROM cases WHERE status NOT IN ('resolved', 'closed')")[0][0]
            if not reporters.is_alive() and open_cases == 0 and not self.waiting():
                return
            time.sleep(0.05)  # until what was sent has been taken up

    def waiting(self):
        return self.sambung.rows("SELECT count(*) FROM inbox WHERE payload IS NOT NULL") != [(0,)]

    def trouble(self, kills):
        chance = random.Random(SEED + 1)
        while not self.done.is_set():
            with self.delivered:
                enough = self.deliveries + chance.randint(5, 60)
                self.delivered.wait_for(lambda: self.done.is_set() or self.deliveries >= enough, 5)
            if self.done.is_set():
                return
            time.sleep(chance.uniform(0, 0.01))  # anywhere within a webhook, not just behind one
            self.sambung.kill()
            kills.append(1)
            self.sambung.start()


def citizen(number):
    return f"+62813{number + 10_000_000:08d}"


def due(stage):
    """What would be sent now; what waits for another day stays."""
    return stage.sambung.rows("SELECT id, channel, lane, state, purpose, attempts, code FROM outbox WHERE ready <= ? AND channel = 'sms'", int(time.time() * 1000) + 70_000)


def check(stage, kannel):
    rows = stage.sambung.rows
    cases = rows("SELECT id, ticket FROM cases")
    assert len(cases) == CASES == rows("SELECT count(DISTINCT person) FROM cases")[0][0], f"{len(cases)} cases"
    twice = rows("SELECT case_id FROM referrals WHERE status IN ('accepted', 'done') GROUP BY case_id HAVING count(*) <> 1")
    assert not twice, f"not with exactly one unit: {twice}"
    doubled = rows("SELECT case_id, unit FROM referrals GROUP BY case_id, unit HAVING count(*) > 1")
    assert not doubled, f"asked twice: {doubled}"
    left = rows("SELECT count(*) FROM clocks JOIN referrals ON referrals.id = referral WHERE stopped IS NULL AND status NOT IN ('sent', 'seen', 'accepted')"
                " AND kind <> 'confirm'")
    assert left == [(0,)], f"clocks of what is over: {left}"
    told = 0
    for number in range(CASES):
        news = kannel.with_words(citizen(number), "selesai menangani")
        assert len(news) <= 1, f"told twice: {news}"
        told += len(news)
    unknown = rows("SELECT count(*) FROM outbox WHERE state = 'unknown'")[0][0]
    assert told + unknown >= CASES, f"{told} of {CASES} heard of the end, {unknown} sendings are in doubt"
    checked = subprocess.run([BINARY, "verify-log", "--config", stage.sambung.config], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return told, unknown


def main():
    began = time.monotonic()
    with Kannel() as kannel, Stage(BINARY, sms={"send_url": kannel.url + "/cgi-bin/sendsms", "username": "u", "password": "p"}) as stage:
        storm, kills, failed = Storm(stage), [], []

        def guarded(work, *arguments):
            try:
                work(*arguments)
            except Exception as error:  # told at the end, with the seed
                failed.append(repr(error))

        reporters = threading.Thread(target=guarded, args=(storm.report,))
        trouble = threading.Thread(target=guarded, args=(storm.trouble, kills))
        reporters.start()
        trouble.start()
        guarded(storm.officers, reporters)
        storm.done.set()
        with storm.delivered:
            storm.delivered.notify_all()
        trouble.join()
        reporters.join()
        assert not failed, f"seed {SEED}: {failed}"
        try:
            wait_until("everything is sent", lambda: not due(stage), 120)
        except AssertionError:
            print(due(stage)[:10])
            raise
        try:
            told, unknown = check(stage, kannel)
        except AssertionError as error:
            raise AssertionError(f"seed {SEED}: {error}") from error
        assert kills, "nobody was killed"
        print(f"ok: {CASES} emergencies, {storm.words} officers' words, {storm.deliveries} webhooks, {len(kills)} kills, {told} heard of the end, "
              f"{unknown} sendings in doubt, seed {SEED}, {time.monotonic() - began:.0f} s")


main()
