"""Whoever writes too much, whoever is written to too much, and where USSD sessions end: with the running service and its subcommands beside it."""
import csv
import os
import subprocess
import sys
import urllib.parse

from stage import FORM, Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
PHONE = "+6281250000001"


def sambung_says(sambung, *words):
    done = subprocess.run([BINARY, *words, "--config", sambung.config], cwd=sambung.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def table(text):
    return list(csv.DictReader(text.splitlines()))


def who_writes_too_much_is_kept_for_staff_and_released_in_bulk():
    with Stage(BINARY, limits="{inbound: {person: 3}}") as stage:
        sambung = stage.sambung
        for count in range(8):
            assert sambung.sms(PHONE, f"mo-{count}", "halo")[0] == 200
        wait_until("three answers and the word that the rest is kept", lambda: len(sambung.messages(PHONE)) == 4)
        assert sum("simpan" in one["text"] for one in sambung.messages(PHONE)) == 1
        assert sambung.sms(PHONE, "mo-danger", "ada orang pingsan di pasar")[0] == 200
        sambung.answer(PHONE, "sms", containing="DARURAT")
        held = table(sambung_says(sambung, "quarantine", "list"))
        assert [(row["channel"], row["messages"]) for row in held] == [("sms", "5")], held
        wait_until("the figure tells", lambda: "sambung_quarantine_waiting 5" in sambung.desk_get("/metrics")[1])
        assert "0 messages" in sambung_says(sambung, "quarantine", "release", "--person", "0" * 16)
        assert "5 messages go on" in sambung_says(sambung, "quarantine", "release", "--person", held[0]["person"])
        wait_until("all are answered", lambda: sambung.rows("SELECT count(*) FROM inbox WHERE done IS NULL") == [(0,)])
        assert table(sambung_says(sambung, "quarantine", "list")) == []
        log = sambung.log()
        assert PHONE[1:] not in log and "quarantined" in log


def a_number_is_not_sent_more_than_its_budget():
    with Stage(BINARY, limits="{outbound: {number: 2}}") as stage:
        sambung = stage.sambung
        for count in range(15):
            assert sambung.sms(PHONE, f"mo-{count}", "halo")[0] == 200
        wait_until("the rest is not sent", lambda: sambung.rows("SELECT count(*) > 0 FROM outbox WHERE state = 'failed' AND code = 'over_budget'") == [(1,)])
        assert 1 <= len(sambung.messages(PHONE)) <= 10
        assert "sambung_messages_held_back_total" in sambung.desk_get("/metrics")[1]


def where_ussd_sessions_end_is_told_by_question():
    with Stage(BINARY) as stage:
        sambung = stage.sambung

        def ends(phone, session, completed):
            body = urllib.parse.urlencode({"sessionId": session, "serviceCode": "*384*12#", "phoneNumber": phone, "networkCode": "51010", "hopsCount": "3",
                                           "durationInMillis": "9000", "status": "Success" if completed else "Incomplete", "date": "2026-11-22 07:00:05", "cost": "0", "input": ""})
            assert sambung.request("POST", "/hooks/ussd/status", body, FORM)[0] == 200
        for number in range(3):
            phone, session = f"+628125000020{number}", f"ATUid_{number}"
            assert sambung.ussd(phone, session, "")[0] == 200
            assert sambung.ussd(phone, session, "1")[0] == 200
            ends(phone, session, completed=False)
        ends("+6281250000300", "ATUid_9", completed=True)
        assert sambung.stop() == 0, "the last figures are kept at the end"
        rows = table(sambung_says(sambung, "dropoffs"))
        cut = [row for row in rows if row["end"] == "cut"]
        assert len(cut) == 1 and cut[0]["flow"] and cut[0]["state"], rows
        assert (cut[0]["sessions"], cut[0]["hops"], cut[0]["seconds"]) == ("3", "9", "27"), rows
        assert [row["sessions"] for row in rows if row["end"] == "completed"] == ["1"], rows


run_tests([who_writes_too_much_is_kept_for_staff_and_released_in_bulk, a_number_is_not_sent_more_than_its_budget, where_ussd_sessions_end_is_told_by_question])
