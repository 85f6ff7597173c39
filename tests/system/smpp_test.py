"""SMPP against message centres of npm smpp and Perl's Net::SMPP: SMS with receipts, parts, throttling, breaks of the connection, USSD, TLS."""
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading

from citizen import answer_to
from smsc import PEER, Smsc
from stage import Stage, run_tests, ticket_in, wait_until

BINARY = os.path.abspath(sys.argv[1])
PHONE = "+6281200000701"
OTHER = "+6281200000702"
STORY = "LAPOR bapak tua tidur di emperan pasar sudah tiga hari"


def channel(identity, port, **keys):
    keys = {"host": "127.0.0.1", "port": port, "system_id": "dinsos", "password": "rahasia", **keys}
    return f"  - id: {identity}\n    adapter: smpp\n" + "".join(f'    {key}: "{value}"\n' for key, value in keys.items())


class Play:
    """A centre and a service that is bound to it."""

    def __init__(self, smsc=None, ussd=False, **keys):
        self.smsc = (smsc or Smsc()).start()
        lines = channel("smpp", self.smsc.port, **{"from": "2345", **keys})
        if ussd:
            lines = channel("smpp", self.smsc.port, service="ussd", service_type="USSD", notices="sms", **keys)
        self.stage = Stage(BINARY, channels=lines)

    def __enter__(self):
        self.stage.__enter__()
        self.sambung = self.stage.sambung
        try:
            wait_until("the channel is bound", lambda: '"smpp":"bound"' in self.sambung.desk_get("/readyz")[1])
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            print("---- what the centre saw\n" + "\n".join(map(str, self.smsc.seen[-30:])))
        self.stage.__exit__(kind, value, trace)
        if self.smsc.process.poll() is None:
            self.smsc.kill()

    def cases(self):
        return len(self.sambung.rows("SELECT ticket FROM cases"))

    def states(self):
        return sorted(row[0] for row in self.sambung.rows("SELECT state FROM outbox WHERE channel = 'smpp'"))

    def delivered(self, least=1):
        wait_until("all messages are delivered", lambda: len(self.states()) >= least and set(self.states()) == {"delivered"}, 60)

    def report(self, phone=PHONE, name="story"):
        self.smsc.deliver(name, phone, STORY)
        self.smsc.answered(name)
        return self.smsc.heard_by(phone, "No. ")


def a_report_gets_its_ticket_and_the_receipt_lands():
    with Play() as play:
        bind = play.smsc.bound()
        assert bind["right"] and bind["system_id"] == "dinsos", bind
        answer = " ".join(one["text"] for one in play.report())
        assert ticket_in(answer) == play.sambung.rows("SELECT ticket FROM cases")[0][0], answer
        play.delivered()
        assert all(one["from"] == "2345" and one["registered"] == 1 for one in play.smsc.submits(PHONE))
        metrics = play.sambung.desk_get("/metrics")[1]
        assert 'sambung_smpp_bound{channel="smpp"} 1' in metrics, metrics
        assert play.sambung.stop() == 0
        wait_until("a graceful stop unbinds", lambda: play.smsc.of("unbind"))
        assert "rahasia" not in play.sambung.log() and "81200000701" not in play.sambung.log()


def every_byte_may_come_alone():
    with Play() as play:
        play.smsc.behave(split=True)
        play.report()
        play.delivered()
        assert play.cases() == 1


def a_receipt_may_come_before_the_answer():
    with Play() as play:
        play.smsc.behave(dlr="before")
        play.report()
        play.delivered()


def receipts_in_another_base_and_without_their_bit_are_known():
    with Play(ids="hex_then_decimal", receipts="by_text") as play:
        play.smsc.behave(base=10, plainReceipts=True)
        play.report()
        play.delivered()
        assert play.cases() == 1, "no receipt becomes a report"


def a_citizen_who_writes_like_a_receipt_is_heard():
    with Play() as play:
        play.smsc.deliver("odd", PHONE, "id:12345 stat:UNDELIV done date:1 err:1")
        play.smsc.answered("odd")
        wait_until("an answer", lambda: play.smsc.submits(PHONE))


def a_throttle_storm_delays_and_loses_nothing():
    with Play() as play:
        play.smsc.behave(throttle=3)
        for name, phone in (("one", PHONE), ("two", OTHER)):
            play.smsc.deliver(name, phone, STORY)
            play.smsc.answered(name)
        for phone in (PHONE, OTHER):
            play.smsc.heard_by(phone, "No. ")
            texts = [one["text"] for one in play.smsc.submits(phone)]
            assert len(texts) == len(set(texts)), texts
        play.delivered(2)
        assert [one for one in play.smsc.of("submit") if one["id"] is None], "the centre throttled nothing"


def a_long_report_comes_in_parts_in_any_order():
    with Play() as play:
        parts = ["LAPOR bapak tua tidur di emperan pasar sudah tiga hari, sakit, tidak bisa jalan, tidak makan sejak kemarin. ",
                 "Tetangga sudah memberi selimut, tetapi hujan turun setiap malam dan lantainya basah. ",
                 "Tolong petugas datang ke Pasar Agung, di depan toko beras sebelah kiri pintu masuk."]
        for number in (3, 1, 2):
            play.smsc.deliver(f"part {number}", PHONE, parts[number - 1], esm_class=0x40, part=f"0500032a03{number:02d}")
            play.smsc.answered(f"part {number}")
        play.smsc.heard_by(PHONE, "No. ")
        assert play.cases() == 1
        wait_until("nothing waits in the inbox", lambda: play.sambung.rows("SELECT count(*) FROM inbox WHERE done IS NULL")[0][0] == 0)


def an_answer_in_parts_is_delivered_when_all_are():
    for how in ("udh8", "udh16", "sar", "payload"):
        with Play(long=how) as play:
            play.smsc.deliver("help", PHONE, "BANTUAN")
            play.smsc.answered("help")
            sent = wait_until("the whole answer", lambda: len("".join(one["text"] for one in play.smsc.submits(PHONE))) > 160 and play.smsc.submits(PHONE))
            marks = {"udh8": ["00", "00"], "udh16": ["08", "08"], "sar": [2, 2], "payload": [None]}[how]
            assert [one["sar"] if how == "sar" else one["parts"] and one["parts"][0][:2] for one in map(lambda one: {"sar": None, **one}, sent)] == marks, sent
            play.delivered()


def a_centre_that_restarts_leaves_unknown_what_it_did_not_answer():
    with Play() as play:
        play.report()
        play.delivered()
        taken = len(play.smsc.submits(PHONE))
        play.smsc.behave(die=True)
        play.smsc.deliver("second", OTHER, STORY)
        wait_until("an answer is on its way", lambda: play.smsc.submits(OTHER))
        play.smsc.ended()
        wait_until("the break is seen", lambda: '"smpp":"not_bound"' in play.sambung.desk_get("/readyz")[1])
        play.smsc.start()
        play.smsc.bound(2)
        # It never read our answer, so it sends the message again.
        play.smsc.deliver("second again", OTHER, STORY)
        play.smsc.answered("second again")
        wait_until("nobody knows of the one", lambda: play.states() == ["delivered", "unknown"])
        assert len(play.smsc.submits(OTHER)) == 1, "it may have come, so it is not sent again"
        play.smsc.deliver("check", OTHER, "CEK")
        wait_until("the next one arrives", lambda: play.states() == ["delivered", "delivered", "unknown"])
        assert play.cases() == 2, play.cases()
        assert len(play.smsc.submits(PHONE)) == taken, "what was answered goes once"
        assert 'sambung_smpp_lost_total{channel="smpp",how="lost"} 1' in play.sambung.desk_get("/metrics")[1]


def a_flood_is_slowed_down_and_what_was_taken_is_kept():
    with Play() as play:
        held = sqlite3.connect(play.sambung.database, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")  # so that nothing can be kept for the moment
        play.smsc.deliver("flood", PHONE, "MENU", times=300)
        wait_until("the rest is sent away", lambda: len(play.smsc.of("delivered")) == 44)
        assert {one["status"] for one in play.smsc.of("delivered")} == {0x58}, play.smsc.of("delivered")
        held.execute("ROLLBACK")
        held.close()
        wait_until("the others are kept", lambda: len(play.smsc.of("delivered")) == 300)
        statuses = [one["status"] for one in play.smsc.of("delivered")][44:]
        assert set(statuses) <= {0, 0x64}, "taken, or to be sent again if this took longer than the books wait"
        assert play.sambung.rows("SELECT count(*) FROM inbox WHERE channel = 'smpp'") == [(statuses.count(0),)]


def equal_answers_are_two_messages():
    with Play() as play:
        for turn in range(3):
            play.smsc.deliver(f"menu {turn}", PHONE, "MENU")
            play.smsc.answered(f"menu {turn}")
            wait_until("each gets its answer", lambda turn=turn: len(play.smsc.submits(PHONE)) > turn)


def a_service_that_restarts_binds_again_and_sends_nothing_twice():
    with Play() as play:
        play.smsc.behave(answer=False)
        play.smsc.deliver("story", PHONE, STORY)
        wait_until("an answer is on its way", lambda: play.smsc.submits(PHONE))
        play.sambung.kill()
        play.smsc.behave(answer=True)
        play.sambung.start()
        play.smsc.bound(2)
        wait_until("nobody knows what became of it", lambda: "event=messages_unknown channel=smpp messages=1" in play.sambung.log(), 100)
        assert play.sambung.rows("SELECT state FROM outbox WHERE channel = 'smpp'") == [("unknown",)]
        assert len(play.smsc.submits(PHONE)) == 1
        play.smsc.deliver("check", PHONE, "CEK")
        wait_until("the next one goes out", lambda: len(play.smsc.submits(PHONE)) == 2)
        assert play.cases() == 1


def a_wrong_password_is_told_and_not_tried_again_at_once():
    smsc = Smsc().start(refuse=0x0E)
    try:
        with Stage(BINARY, channels=channel("smpp", smsc.port)) as stage:
            wait_until("the refusal is told", lambda: "event=channel_needs_a_person channel=smpp" in stage.sambung.log())
            assert "ESME_RINVPASWD" in stage.sambung.log()
            assert '"smpp":"not_bound"' in stage.sambung.desk_get("/readyz")[1]
            assert len(smsc.of("bind")) == 1
    finally:
        smsc.kill()


def two_connections_work_as_one():
    with Play(bind="pair") as play:
        wait_until("both have bound", lambda: {one["kind"] for one in play.smsc.of("bind")} == {"bind_transmitter", "bind_receiver"})
        play.report()
        play.delivered()


def a_broken_sender_of_a_pair_makes_no_message_a_repeat():
    with Play(bind="pair") as play:
        play.smsc.deliver("menu", PHONE, "MENU")
        play.smsc.answered("menu")
        wait_until("an answer", lambda: play.smsc.submits(PHONE))
        play.smsc.drop(receives=False)
        wait_until("the break is seen", lambda: '"smpp":"not_bound"' in play.sambung.desk_get("/readyz")[1])
        play.smsc.deliver("menu once more", PHONE, "MENU")
        play.smsc.answered("menu once more")
        wait_until("it gets its answer", lambda: len(play.smsc.submits(PHONE)) == 2)


class Handset:
    """A citizen's USSD session by SMPP."""

    def __init__(self, play, number):
        self.play, self.number, self.typed = play, number, 0
        self.info = f"{number:02x}10"

    def send(self, text, op, times=1):
        """The screen; of a hop that the centre sends several times, that of the last one."""
        before = len(self.play.smsc.submits(PHONE))
        self.typed += 1
        name = f"hop {self.number}.{self.typed}"
        self.play.smsc.deliver(name, PHONE, text, to="*123#", service_type="USSD", ussd_service_op=op, its_session_info=self.info, times=times)
        self.play.smsc.answered(name)
        screens = wait_until("a screen for each", lambda: self.play.smsc.submits(PHONE)[before + times - 1:] and self.play.smsc.submits(PHONE)[before:])
        assert len({one["text"] for one in screens}) == 1, screens
        return screens[-1]


def a_report_by_ussd():
    with Play(ussd=True) as play:
        handset = Handset(play, 10)
        screen = handset.send("*123#", 1)
        for _ in range(25):
            assert screen["info"] == handset.info and screen["service"] == "USSD" and screen["registered"] == 0, screen
            if screen["op"] == 17:
                break
            assert screen["op"] == 2, screen
            screen = handset.send(answer_to(screen["text"]), 18)
        assert ticket_in(screen["text"]) == play.sambung.rows("SELECT ticket FROM cases")[0][0], screen
        wait_until("the end is counted", lambda: 'sambung_ussd_sessions_ended_total{how="completed"} 1' in play.sambung.desk_get("/metrics")[1])


def a_ussd_hop_that_comes_twice_gets_its_screen_twice():
    with Play(ussd=True) as play:
        handset = Handset(play, 14)
        menu = handset.send("*123#", 1)
        first = handset.send(answer_to(menu["text"]), 18, times=2)
        assert first["text"] != menu["text"]
        assert handset.send(answer_to(first["text"]), 18)["text"] != first["text"], "the dialogue goes on"


def a_cut_ussd_session_is_counted_and_goes_on_with_the_next_dial():
    with Play(ussd=True) as play:
        handset = Handset(play, 11)
        screen = handset.send("*123#", 1)
        screen = handset.send(answer_to(screen["text"]), 18)
        play.smsc.deliver("abort", PHONE, "", to="*123#", service_type="USSD", ussd_service_op=0x81, its_session_info=handset.info)
        play.smsc.answered("abort")
        wait_until("the cut is counted", lambda: 'sambung_ussd_sessions_ended_total{how="cut"} 1' in play.sambung.desk_get("/metrics")[1])
        assert Handset(play, 12).send("*123#", 1)["op"] == 2


def a_restart_in_a_ussd_session_shows_a_menu():
    with Play(ussd=True) as play:
        handset = Handset(play, 13)
        screen = handset.send("*123#", 1)
        play.sambung.kill()
        play.sambung.start()
        play.smsc.bound(2)
        assert handset.send(answer_to(screen["text"]), 18)["op"] == 2


def tls_is_checked_against_the_authority():
    with tempfile.TemporaryDirectory(prefix="sambung-tls-") as folder:
        key, certificate = os.path.join(folder, "key.pem"), os.path.join(folder, "cert.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=centre",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        with Play(Smsc(tls=(key, certificate)), tls="yes", tls_authorities=certificate) as play:
            play.report()
            play.delivered()
        smsc = Smsc(tls=(key, certificate)).start()
        try:
            with Stage(BINARY, channels=channel("smpp", smsc.port, tls="yes")) as stage:
                wait_until("a stranger is refused", lambda: re.search(r"event=smpp_lost channel=smpp why=\"tls: ", stage.sambung.log()))
                assert not smsc.of("bind")
        finally:
            smsc.kill()


def another_implementation_understands_us():
    """Perl's Net::SMPP as the centre: it brings a report, takes the answer, and tells that it was delivered."""
    lines = []
    centre = subprocess.Popen(["perl", os.path.join(PEER, "centre.pl")], stdout=subprocess.PIPE, text=True)
    threading.Thread(target=lambda: lines.extend(line.strip() for line in centre.stdout), daemon=True).start()
    try:
        port = wait_until("the centre listens", lambda: lines and lines[0].removeprefix("listening "))
        with Stage(BINARY, channels=channel("smpp", port, **{"from": "2345"})) as stage:
            wait_until("the answer", lambda: any(line.startswith("submit 6281200000703 ") and "No. " in line for line in lines))
            wait_until("the receipt lands", lambda: stage.sambung.rows("SELECT state FROM outbox WHERE channel = 'smpp'") == [("delivered",)])
            assert stage.sambung.stop() == 0
            wait_until("the unbind", lambda: "unbind" in lines)
        assert lines.count("delivered 0") == 2, lines
    finally:
        centre.kill()
        centre.wait()


run_tests([a_report_gets_its_ticket_and_the_receipt_lands, every_byte_may_come_alone, a_receipt_may_come_before_the_answer,
           receipts_in_another_base_and_without_their_bit_are_known, a_citizen_who_writes_like_a_receipt_is_heard,
           a_throttle_storm_delays_and_loses_nothing, a_long_report_comes_in_parts_in_any_order, an_answer_in_parts_is_delivered_when_all_are, a_centre_that_restarts_leaves_unknown_what_it_did_not_answer,
           a_flood_is_slowed_down_and_what_was_taken_is_kept, equal_answers_are_two_messages, a_service_that_restarts_binds_again_and_sends_nothing_twice, a_wrong_password_is_told_and_not_tried_again_at_once,
           two_connections_work_as_one, a_broken_sender_of_a_pair_makes_no_message_a_repeat, a_report_by_ussd, a_ussd_hop_that_comes_twice_gets_its_screen_twice, a_cut_ussd_session_is_counted_and_goes_on_with_the_next_dial,
           a_restart_in_a_ussd_session_shows_a_menu, tls_is_checked_against_the_authority, another_implementation_understands_us])
