"""Webhooks in the worst hours: Redis stopped, the database held by another process, both disks of the way. What was answered 200 is filed once, after a kill too."""
import collections
import glob
import os
import re
import sqlite3
import sys
import threading

from stage import Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
CALLS = 100


class DatabaseHeld:
    """Another process's write transaction that does not end."""

    def __init__(self, sambung):
        self.connection = sqlite3.connect(sambung.database, timeout=30, isolation_level=None, check_same_thread=False)

    def __enter__(self):
        self.connection.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, *_):
        self.connection.execute("ROLLBACK")
        self.connection.close()


def phone(number):
    return f"+62812500{number:05d}"


def danger(sambung, number):
    """A message that files a case by itself."""
    return sambung.sms(phone(number), f"mo-{number}", "DARURAT bapak pingsan di emperan pasar")[0]


def all_at_once(sambung, numbers):
    """The status of each message's call, by its number."""
    replies = {}
    gate = threading.Barrier(len(numbers))

    def call(number):
        gate.wait()
        try:
            replies[number] = danger(sambung, number)
        except OSError as error:
            replies[number] = str(error)
    threads = [threading.Thread(target=call, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def each_filed_once(sambung, taken):
    wait_until("each is filed", lambda: sambung.rows("SELECT count(*) FROM cases")[0][0] >= len(taken), 60)
    wait_until("all that was taken is answered", lambda: sambung.rows("SELECT count(*) FROM inbox WHERE done IS NULL") == [(0,)])
    assert sambung.rows("SELECT count(*), count(DISTINCT person) FROM cases") == [(len(taken), len(taken))]
    assert sambung.rows("SELECT count(*) FROM inbox WHERE (SELECT count(*) FROM outbox WHERE outbox.person = inbox.person AND outbox.channel = 'sms') <> 1") == [(0,)]


def spool_files(sambung):
    return glob.glob(sambung.database + ".spool/*")


def a_hundred_webhooks_with_redis_stopped_are_all_filed_once():
    with Stage(BINARY) as stage:
        stage.redis.kill()
        replies = all_at_once(stage.sambung, range(CALLS))
        assert set(replies.values()) <= {200, 503}, collections.Counter(replies.values())
        taken = [number for number, status in replies.items() if status == 200]
        assert len(taken) == CALLS, "the inbox does not need Redis"
        stage.sambung.kill()
        stage.redis.start()
        stage.sambung.start()
        each_filed_once(stage.sambung, taken)


def a_hundred_webhooks_with_the_database_held_are_all_filed_once_after_a_kill():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        with DatabaseHeld(sambung):
            replies = all_at_once(sambung, range(CALLS))
            assert set(replies.values()) <= {200, 503}, collections.Counter(replies.values())
            taken = [number for number, status in replies.items() if status == 200]
            assert len(taken) == CALLS, "the spool has room"
            assert sambung.rows("SELECT count(*) FROM cases") == [(0,)]
            assert spool_files(sambung)
            for path in spool_files(sambung):
                with open(path, "rb") as spooled:
                    assert b"pingsan" not in spooled.read(), "sealed"
            assert "danger_spooled" in sambung.log()
            assert f"sambung_dangers_spooled_total {CALLS}" in sambung.desk_get("/metrics")[1]
            sambung.kill()
        sambung.start()
        each_filed_once(sambung, taken)
        wait_until("the spool is empty", lambda: not spool_files(sambung))
        assert danger(sambung, CALLS) == 200
        each_filed_once(sambung, taken + [CALLS])


def heard(sambung, number):
    return [re.sub(r"\d{3} \d{3} \d{3}", "TICKET", one["text"]) for one in sambung.messages(phone(number))]


def with_the_database_given_back_it_goes_on_by_itself_in_order():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        words = ["LAPOR", "1"]
        for count, text in enumerate(words):
            assert sambung.sms(phone(1), f"usual-{count}", text)[0] == 200
            wait_until("an answer", lambda count=count: len(heard(sambung, 1)) == count + 1)
        with DatabaseHeld(sambung):
            for count, text in enumerate(words):
                assert sambung.sms(phone(2), f"held-{count}", text)[0] == 200
            assert sambung.desk_get("/readyz")[0] == 503, "a case cannot be filed now"
        wait_until("the spool is empty", lambda: not spool_files(sambung))
        wait_until("all are answered", lambda: len(heard(sambung, 2)) == len(words))
        assert heard(sambung, 2) == heard(sambung, 1), (heard(sambung, 2), heard(sambung, 1))
        assert sambung.desk_get("/readyz")[0] == 200


def with_neither_the_database_nor_the_disk_it_says_come_again():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        os.rmdir(sambung.database + ".spool")
        with DatabaseHeld(sambung):
            replies = all_at_once(sambung, range(10))
            assert set(replies.values()) <= {200, 503}, replies
            refused = [number for number, status in replies.items() if status == 503]
            assert len(refused) == 10, replies
        for number in refused:  # as a provider does
            assert danger(sambung, number) == 200
        each_filed_once(sambung, refused)


run_tests([a_hundred_webhooks_with_redis_stopped_are_all_filed_once,
           a_hundred_webhooks_with_the_database_held_are_all_filed_once_after_a_kill,
           with_the_database_given_back_it_goes_on_by_itself_in_order,
           with_neither_the_database_nor_the_disk_it_says_come_again])
