"""Reports over HTTP while the service is killed at random moments and started again, every webhook delivered two to five
times, Redis restarted twice. Every report that was answered with a ticket exists exactly once; none exists twice.

    killed_at_random_test.py BINARY [REPORTS] [SEED]
"""
import os
import http.client
import random
import sys
import threading
import time

from citizen import report
from stage import Stage

BINARY = os.path.abspath(sys.argv[1])
REPORTS = int(sys.argv[2]) if len(sys.argv) > 2 else 240
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(10**6)
WORKERS = 8
GONE = (OSError, http.client.HTTPException)


class Run:
    def __init__(self, stage):
        self.stage = stage
        self.lock = threading.Lock()
        self.progress = threading.Condition(self.lock)  # told at every answered or failed delivery, and at the end
        self.next = 0
        self.tickets = {}    # phone -> ticket of a USSD report
        self.kept = []       # phones whose SMS or WhatsApp webhook was answered 200
        self.hops = self.deliveries = 0
        self.failures = []
        self.finished = False

    def take(self):
        with self.lock:
            self.next += 1
            return self.next - 1 if self.next <= REPORTS else None

    def deliver(self, call, copies):
        """Repeats a webhook as a provider does: until it is answered, and then some. The last answer."""
        answers = []
        deadline = time.monotonic() + 60
        while len(answers) < copies:
            if time.monotonic() > deadline:
                raise AssertionError("a webhook got no answer for a minute")
            try:
                status, body = call()
            except GONE:
                time.sleep(0.05)  # the provider's pause between tries
                continue
            if status == 200:
                answers.append(body)
            with self.progress:
                self.deliveries += 1
                self.progress.notify_all()
        return answers

    def citizen(self, number, chance):
        phone = f"+62812{number + 10_000_000:08d}"
        kind = number % 3
        if kind == 0:
            def dial(path):
                with self.lock:
                    self.hops += 1
                return self.deliver(lambda: self.stage.sambung.ussd(phone, f"ATUid_{number}", path), chance.randint(2, 5))[-1]
            ticket, screen = report(dial, most_hops=60)
            if ticket is None:
                raise AssertionError("the last screen has no ticket:\n" + screen)
            self.tickets[phone] = ticket
        else:
            story = f"LAPOR bapak tua sendirian di dekat pasar nomor {number}"
            send = self.stage.sambung.sms if kind == 1 else self.stage.sambung.whatsapp
            self.deliver(lambda: send(phone, f"id-{number}", story), chance.randint(2, 5))
            self.kept.append(phone)

    def work(self, seed):
        chance = random.Random(seed)
        while (number := self.take()) is not None:
            try:
                self.citizen(number, chance)
            except Exception as error:  # told at the end, with the seed
                self.failures.append(f"report {number}: {error}")

    def finish(self):
        with self.progress:
            self.finished = True
            self.progress.notify_all()

    def deliver_more(self, deliveries):
        """Waits until so many more webhooks were answered. False when the run is over before that."""
        with self.progress:
            enough = self.deliveries + deliveries
            self.progress.wait_for(lambda: self.finished or self.deliveries >= enough)
            return not self.finished

    def trouble(self):
        """Kills and restarts the service at random moments; Redis twice, once each way. Paced by what the citizens got done,
        so that a fast machine sees as much trouble as a slow one."""
        chance = random.Random(SEED)
        kills = redis_restarts = 0
        while self.deliver_more(chance.randint(1, 40)):
            time.sleep(chance.uniform(0, 0.01))  # anywhere within a webhook, not just behind one
            self.stage.sambung.kill()
            kills += 1
            if redis_restarts < 2 and self.next > REPORTS * (redis_restarts + 1) / 3:
                self.stage.redis.kill() if redis_restarts else self.stage.redis.stop()
                self.stage.redis.start()
                redis_restarts += 1
            self.stage.sambung.start()
        return kills, redis_restarts


def wait_for_sweep(stage):
    """Messages that were kept are answered after their lease, whoever was killed over them."""
    deadline = time.monotonic() + 90
    while stage.sambung.rows("SELECT count(*) FROM inbox WHERE payload IS NOT NULL") != [(0,)]:
        if time.monotonic() > deadline:
            raise AssertionError("messages stay unanswered in the inbox")
        time.sleep(0.2)


def main():
    began = time.monotonic()
    with Stage(BINARY) as stage:
        run = Run(stage)
        workers = [threading.Thread(target=run.work, args=(SEED + i,)) for i in range(WORKERS)]
        outcome = []
        troublemaker = threading.Thread(target=lambda: outcome.extend(run.trouble()))
        troublemaker.start()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        run.finish()
        troublemaker.join()
        kills, redis_restarts = outcome
        wait_for_sweep(stage)
        assert not run.failures, f"seed {SEED}: " + "; ".join(run.failures[:5])
        rows = stage.sambung.rows("SELECT ticket, person FROM cases")
        tickets = [row[0] for row in rows]
        persons = [row[1] for row in rows]
        missing = [ticket for ticket in run.tickets.values() if tickets.count(ticket) != 1]
        assert not missing, f"seed {SEED}: answered but not there once: {missing[:5]}"
        assert len(persons) == len(set(persons)), f"seed {SEED}: somebody has two cases for one report"
        assert len(rows) == len(run.tickets) + len(run.kept) == REPORTS, f"seed {SEED}: {len(rows)} cases for {len(run.tickets)} + {len(run.kept)} reports"
        assert redis_restarts == 2, "the run was over before Redis was restarted twice"
        print(f"ok: {REPORTS} reports ({len(run.tickets)} by USSD), {run.deliveries} webhooks, {kills} kills, {redis_restarts} Redis restarts, "
              f"{len(rows)} cases, seed {SEED}, {time.monotonic() - began:.0f} s")


main()
