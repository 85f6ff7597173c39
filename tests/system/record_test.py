"""The record of the running service: filed by webhook, anchored, checked by its subcommand and by an auditor, and found out when a byte is another."""
import glob
import os
import sqlite3
import subprocess
import sys

from stage import Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
PHONE = "+6281250000071"
DAY = 24 * 60 * 60 * 1000


def verify(*words):
    return subprocess.run([BINARY, "verify-log", *words], capture_output=True, text=True, check=False)


def ours(sambung, *words):
    return verify("--config", sambung.config, *words)


def file_reports(sambung, many=3):
    for count in range(many):
        assert sambung.sms(PHONE, f"danger-{count}", "DARURAT ada orang pingsan di pasar")[0] == 200
        wait_until("it is filed", lambda: sambung.rows("SELECT count(*) FROM events")[0][0] > count)
    wait_until("all are answered", lambda: sambung.rows("SELECT count(*) FROM inbox WHERE done IS NULL") == [(0,)])


def meddle(sambung, statement):
    with sqlite3.connect(sambung.database, timeout=10) as database:
        for trigger in ("events_no_update", "events_no_delete"):
            database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        assert database.execute(statement).rowcount > 0, statement


def a_flipped_byte_is_found_beside_the_running_service():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        file_reports(sambung)
        clean = ours(sambung)
        assert clean.returncode == 0, clean
        events = sambung.rows("SELECT count(*), max(hash) FROM events")[0][0]
        assert clean.stdout.startswith(f"{events} events"), clean.stdout
        assert sambung.rows("SELECT lower(hex(hash)) FROM events ORDER BY seq DESC LIMIT 1")[0][0] in clean.stdout
        meddle(sambung, "UPDATE events SET actor = 'citizem' WHERE seq = 1")
        found = ours(sambung)
        assert found.returncode == 1 and "event 1 does not fit the chain" in found.stdout, found
        assert PHONE[1:] not in clean.stdout + found.stdout


def a_cut_log_is_found_by_an_anchor_with_the_public_key_alone():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        file_reports(sambung)
        assert '"anchors":"ok"' in sambung.desk_get("/readyz")[1]
        assert sambung.stop() == 0
        # What the service finds after a night: events of yesterday. They are moved there whole, with a chain of their own.
        age(sambung, DAY)
        sambung.start()
        anchors = sambung.database + ".anchors"
        wait_until("the missed night is anchored", lambda: glob.glob(os.path.join(anchors, "*.txt")))
        wait_until("and counted", lambda: "sambung_anchors_total 1" in sambung.desk_get("/metrics")[1])
        clean = ours(sambung)
        assert clean.returncode == 0 and "fits" in clean.stdout.splitlines()[1], clean
        assert sambung.stop() == 0
        key = ours(sambung, "--public-key").stdout.strip()
        assert len(key) == 64
        with open(glob.glob(os.path.join(anchors, "*.txt"))[0], encoding="ascii") as text:
            assert f"public key: {key}\n" in text.read()
        auditor = ["--database", sambung.database, "--anchors", anchors, "--key", key]
        assert verify(*auditor).returncode == 0
        assert verify(*auditor[:-1], "0" * 64).returncode == 1, "another key"
        meddle(sambung, "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)")
        found = verify(*auditor)
        assert found.returncode == 1 and "the log ends at event" in found.stdout, found


def age(sambung, by):
    """Makes the chain anew with older times, as the same reports of another day would have made it."""
    import hashlib
    import struct

    def number(value):
        return struct.pack(">q", value)

    def text(value):
        return number(len(value.encode())) + value.encode()

    with sqlite3.connect(sambung.database, timeout=10) as database:
        database.execute("DROP TRIGGER events_no_update")
        prev = bytes(32)
        for seq, at, kind, actor, case, meta, payload in database.execute("SELECT seq, at, type, actor, case_id, meta, payload FROM events ORDER BY seq").fetchall():
            link = prev + number(seq) + number(at - by) + text(kind) + text(actor) + number(case or 0)
            link += hashlib.sha256(meta.encode()).digest() + hashlib.sha256(payload or b"").digest()
            digest = hashlib.sha256(link).digest()
            database.execute("UPDATE events SET at = ?, prev = ?, hash = ? WHERE seq = ?", (at - by, prev, digest, seq))
            prev = digest


def an_anchor_that_cannot_be_written_is_told_everywhere():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        file_reports(sambung, 1)
        assert sambung.stop() == 0
        age(sambung, DAY)
        with open(sambung.database + ".anchors", "w", encoding="ascii") as out:
            out.write("in the way")
        sambung.start()
        wait_until("readiness tells", lambda: '"anchors":"failing"' in sambung.desk_get("/readyz")[1])
        assert sambung.desk_get("/readyz")[0] == 200, "cases can be filed all the same"
        wait_until("the figure tells", lambda: "sambung_anchors_failing 1" in sambung.desk_get("/metrics")[1])
        wait_until("the log tells", lambda: "event=anchor_failed" in sambung.log())


def what_cannot_be_read_is_neither_clean_nor_not():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        assert verify("--config", os.path.join(sambung.folder, "none.yaml")).returncode == 2
        assert verify("--database", os.path.join(sambung.folder, "none.db")).returncode == 2
        assert ours(sambung, "--anchors", os.path.join(sambung.folder, "none")).returncode == 2
        assert ours(sambung, "--key", "short").returncode == 2
        assert verify().returncode == 2


run_tests([a_flipped_byte_is_found_beside_the_running_service, a_cut_log_is_found_by_an_anchor_with_the_public_key_alone,
           an_anchor_that_cannot_be_written_is_told_everywhere, what_cannot_be_read_is_neither_clean_nor_not])
