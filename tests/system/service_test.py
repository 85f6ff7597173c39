"""The process: ready, measured, stopped in order; Redis gone, paused and emptied."""
import http.client
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading

from citizen import report, walk_to
from stage import Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])


def dialler(sambung, phone, session):
    def dial(path):
        status, body = sambung.ussd(phone, session, path)
        assert status == 200, (status, body)
        return body
    return dial


def it_tells_its_health_and_figures():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        report(dialler(sambung, "+6281200000301", "ATUid_1"))
        assert sambung.desk_get("/healthz") == (200, "ok\n")
        status, body = sambung.desk_get("/readyz")
        assert status == 200 and json.loads(body)["cases"] == "ok", body
        metrics = sambung.desk_get("/metrics")[1]
        assert 'sambung_cases_filed_total{urgency="P2"} 1' in metrics, metrics
        assert sambung.request("GET", "/metrics")[0] == 404, "figures are for the desk's side only"


def sigterm_finishes_what_is_under_way_and_exits_0():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        tickets = []
        threads = [threading.Thread(target=lambda i=i: tickets.append(report(dialler(sambung, f"+62812000004{i:02d}", f"ATUid_{i}"))[0])) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sambung.stop() == 0, sambung.log()[-2000:]
        assert len(sambung.rows("SELECT ticket FROM cases")) == len(set(tickets)) == 8


def with_redis_dead_every_channel_goes_on():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        stage.redis.kill()
        ticket, screen = report(dialler(sambung, "+6281200000311", "ATUid_1"))
        assert ticket, screen
        assert sambung.sms("+6281200000312", "mo-1", "LAPOR nenek sendirian di rumah, atapnya bocor")[0] == 200
        sambung.answer("+6281200000312", "sms")
        assert sambung.whatsapp("+6281200000313", "wamid.1", "LAPOR nenek sendirian di rumah, atapnya bocor")[0] == 200
        sambung.answer("+6281200000313", "wa")
        wait_until("readiness says that SQL keeps the sessions", lambda: json.loads(sambung.desk_get("/readyz")[1])["sessions"] == "sql")
        assert sambung.desk_get("/readyz")[0] == 200, "a case can be filed, so it is ready"
        stage.redis.start()
        wait_until("Redis is taken back", lambda: json.loads(sambung.desk_get("/readyz")[1])["sessions"] == "ok")
        ticket, screen = report(dialler(sambung, "+6281200000314", "ATUid_2"))
        assert ticket, screen


def with_redis_paused_a_report_is_still_filed():
    with Stage(BINARY) as stage:
        stage.redis.process.send_signal(signal.SIGSTOP)
        try:
            ticket, screen = report(dialler(stage.sambung, "+6281200000321", "ATUid_1"))
            assert ticket, screen
        finally:
            stage.redis.process.send_signal(signal.SIGCONT)


def with_redis_emptied_in_the_middle_the_citizen_is_led_on():
    with Stage(BINARY) as stage:
        dial = dialler(stage.sambung, "+6281200000331", "ATUid_1")
        walk_to(dial, "Betul")
        stage.redis.cli("flushall")
        ticket, screen = report(dialler(stage.sambung, "+6281200000331", "ATUid_2"))
        assert ticket, screen
        assert stage.sambung.rows("SELECT count(*) FROM cases") == [(1,)]


def a_lost_root_key_is_told_and_nothing_is_overwritten():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        sambung.stop()
        key = os.path.join(stage.folder, "keys", "root.key")
        assert os.stat(key).st_mode & 0o777 == 0o600
        os.rename(key, key + ".away")
        try:
            sambung.start()
            raise RuntimeError("it started without its key")
        except AssertionError as told:
            assert "root key" in str(told), told
        assert not os.path.exists(key)
        os.rename(key + ".away", key)
        sambung.start()


def helpers_are_taken_over_beside_the_running_service():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        sheet = os.path.join(stage.folder, "kader.csv")

        def take_over(rows, *options):
            with open(sheet, "w", encoding="utf-8") as out:
                out.write("phone,name,role,area,until\n" + rows)
            return subprocess.run([BINARY, "import", "helpers", sheet, "--config", sambung.config, *options], cwd=stage.folder, capture_output=True, text=True, timeout=60, check=False)

        good = "0812 0000 0351,Bu Siti,kader,32.76.06,\n"
        done = take_over(good + "0812 0000 0352,Pak Budi,lurah,32.76.06,\n")
        assert done.returncode == 1 and "kader.csv:3:25: H006: " in done.stdout, done
        done = take_over(good, "--dry-run")
        assert done.returncode == 0 and sambung.rows("SELECT count(*) FROM helpers") == [(0,)], done
        done = take_over(good)
        assert done.returncode == 0 and sambung.rows("SELECT role, area FROM helpers") == [("kader", "32.76.06")], done
        for person in ("+6281200000351", "+6281200000353"):
            for i in range(4):
                assert sambung.sms(person, f"mo-{person}-{i}", f"LAPOR nenek sendirian di gang nomor {i}")[0] == 200
                wait_until("it is answered", lambda: sambung.rows("SELECT count(*) FROM inbox WHERE done IS NULL") == [(0,)])
        reports = sambung.rows("SELECT count(*) FROM cases WHERE kind = 'lapor'")
        assert reports == [(7,)], f"four of the helper's, three of the other's: {reports}"
        assert sambung.rows("SELECT count(*) FROM cases WHERE kind = 'telepon'") == [(1,)], "the other's fourth is read by a person"


def under_load_look_ups_are_shed_and_reports_are_not():
    with Stage(BINARY, limits="{lookups_per_hour: 1000, turns_in_flight: 1}") as stage:
        sambung = stage.sambung
        confirming = walk_to(dialler(sambung, "+6281200000341", "ATUid_1"), "Betul")[1]
        for i in range(12):
            dialler(sambung, f"+62812000005{i:02d}", f"ATUid_look_{i}")("")
        answers = []
        calls = [lambda i=i: sambung.ussd(f"+62812000005{i:02d}", f"ATUid_look_{i}", "3") for i in range(12)]
        calls.append(lambda: sambung.ussd("+6281200000341", "ATUid_1", confirming))
        stage.redis.process.send_signal(signal.SIGSTOP)  # so that all of them are under way at once
        threads = [threading.Thread(target=lambda call=call: answers.append(call())) for call in calls]
        for thread in threads:
            thread.start()
        wait_until("all calls are under way", lambda: "sambung_turn_seconds" in sambung.desk_get("/metrics")[1])
        stage.redis.process.send_signal(signal.SIGCONT)
        for thread in threads:
            thread.join()
        assert all(status == 200 for status, _ in answers), answers
        shed = [body for _, body in answers if "sedang" in body and "Laporan sudah masuk" not in body]
        assert shed, "no look-up was shed: " + repr(answers)
        assert [body for _, body in answers if "Laporan sudah masuk" in body], "the report was not filed"
        assert f"sambung_lookups_shed_total {len(shed)}" in sambung.desk_get("/metrics")[1]


def a_suspended_channel_keeps_what_is_to_go_out():
    with Stage(BINARY) as stage:
        sambung, phone = stage.sambung, "+6281200000309"

        def channel(wish, name="sms"):
            return subprocess.run([BINARY, "channel", wish, name, "--config", sambung.config], cwd=stage.folder, capture_output=True, text=True, timeout=60, check=False)

        assert channel("suspend").stdout == "sms is suspended\n"
        assert channel("suspend").stdout == "sms is suspended, as before\n"
        assert (channel("suspend", "fax").returncode, channel("suspend", "ussd").returncode) == (2, 2)
        wait_until("it shows", lambda: json.loads(sambung.desk_get("/readyz")[1])["channels"]["sms"] == "suspended")
        assert sambung.sms(phone, "mo-1", "MENU")[0] == 200
        wait_until("the answer waits", lambda: sambung.rows("SELECT state FROM outbox WHERE person IN (SELECT person FROM inbox)") == [("queued",)])
        assert sambung.whatsapp(phone, "wamid.1", "MENU")[0] == 200
        sambung.answer(phone, "wa")
        assert [one["channel"] for one in sambung.messages(phone)] == ["wa"], "the other channel sends"
        assert 'sambung_channel_health{channel="sms",state="suspended"} 1' in sambung.desk_get("/metrics")[1]
        assert channel("resume").stdout == "sms sends\n"
        sambung.answer(phone, "sms")
        assert json.loads(sambung.desk_get("/readyz")[1])["channels"]["sms"] == "sink"


def it_speaks_tls_where_it_is_told_to():
    folder = tempfile.mkdtemp(prefix="sambung-tls-")
    try:
        certificate, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        with Stage(BINARY, tls=f', tls: {{certificate: "{certificate}", key: "{key}"}}') as stage:
            context = ssl.create_default_context(cafile=certificate)
            connection = http.client.HTTPSConnection("127.0.0.1", stage.sambung.public, context=context, timeout=10)
            connection.request("GET", "/hooks/wa?hub.mode=subscribe&hub.verify_token=demo&hub.challenge=42")
            reply = connection.getresponse()
            assert (reply.status, reply.read()) == (200, b"42")
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


run_tests([helpers_are_taken_over_beside_the_running_service, under_load_look_ups_are_shed_and_reports_are_not, it_speaks_tls_where_it_is_told_to, a_suspended_channel_keeps_what_is_to_go_out,
           it_tells_its_health_and_figures, sigterm_finishes_what_is_under_way_and_exits_0, with_redis_dead_every_channel_goes_on,
           with_redis_paused_a_report_is_still_filed, with_redis_emptied_in_the_middle_the_citizen_is_led_on, a_lost_root_key_is_told_and_nothing_is_overwritten])
