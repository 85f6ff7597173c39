"""The process: ready, measured, stopped in order; Redis gone, paused and emptied."""
import json
import os
import signal
import sys
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


run_tests([it_tells_its_health_and_figures, sigterm_finishes_what_is_under_way_and_exits_0, with_redis_dead_every_channel_goes_on,
           with_redis_paused_a_report_is_still_filed, with_redis_emptied_in_the_middle_the_citizen_is_led_on, a_lost_root_key_is_told_and_nothing_is_overwritten])
