"""The main job over each channel's webhook, as a provider calls it."""
import json
import os
import sys
import threading

from citizen import report
from stage import Stage, run_tests, ticket_in, wait_until

BINARY = os.path.abspath(sys.argv[1])


def dialler(sambung, phone, session):
    def dial(path):
        status, body = sambung.ussd(phone, session, path)
        assert status == 200, (status, body)
        return body
    return dial


DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"]


def unknown_ticket(known):
    """A ticket with a right check digit that nobody has: the known one, its last random digit changed."""
    digits = known[:7] + str((int(known[7]) + 1) % 10)
    interim = 0
    for digit in digits:
        interim = int(DAMM[interim][int(digit)])
    return digits + str(interim)


def a_report_by_ussd_is_found_by_sms_and_whatsapp():
    with Stage(BINARY) as stage:
        sambung, phone = stage.sambung, "+6281200000201"
        ticket, screen = report(dialler(sambung, phone, "ATUid_1"))
        assert ticket, screen
        spaced = f"{ticket[:3]} {ticket[3:6]} {ticket[6:]}"
        assert spaced in sambung.answer(phone, "sms", containing=spaced), "the ticket comes by SMS too"
        before = len(sambung.messages(phone))
        assert sambung.sms(phone, "mo-1", "cek") [0] == 200
        assert spaced in sambung.answer(phone, "sms", before)
        for number, style in enumerate((f"CEK {ticket}", f"cek#{spaced}", f"Cek.{ticket}", f"CEK\n{ticket}")):
            before = len(sambung.messages(phone))
            assert sambung.sms(phone, f"mo-style-{number}", style)[0] == 200
            answer = sambung.answer(phone, "sms", before)
            assert spaced in answer and "DITERIMA" in answer, (style, answer)
        before = len(sambung.messages(phone))
        assert sambung.whatsapp(phone, "wamid.1", f"CEK {ticket}")[0] == 200
        answer = sambung.answer(phone, "wa", before)
        assert spaced in answer and "DITERIMA" in answer, answer


def a_ticket_of_somebody_else_is_as_unknown_as_none():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        ticket, _ = report(dialler(sambung, "+6281200000202", "ATUid_2"))
        stranger = "+6281200000203"
        assert sambung.sms(stranger, "mo-1", f"CEK {ticket}")[0] == 200
        theirs = sambung.answer(stranger, "sms")
        other = "+6281200000213"
        nobody = unknown_ticket(ticket)
        assert sambung.sms(other, "mo-2", f"CEK {nobody}")[0] == 200
        assert sambung.answer(other, "sms") == theirs


def a_webhook_repeated_ten_times_files_one_case():
    with Stage(BINARY) as stage:
        sambung, phone = stage.sambung, "+6281200000204"
        old, young = "LAPOR ibu tua tinggal sendiri di Kemiri Muka, tidak ada makanan", "LAPOR anak kecil sendirian di terminal"
        for send, identity, story in ((sambung.sms, "mo-1", old), (sambung.whatsapp, "wamid.2", young)):
            threads = [threading.Thread(target=send, args=(phone, identity, story)) for _ in range(10)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        sambung.answer(phone, "sms")
        sambung.answer(phone, "wa")
        assert sambung.rows("SELECT count(*) FROM cases") == [(2,)]


def a_badly_signed_webhook_is_refused_and_nothing_kept():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        status, body = sambung.whatsapp("+6281200000205", "wamid.3", "LAPOR apa saja", secret="not the secret")
        assert status == 403 and body == "", (status, body)
        assert sambung.rows("SELECT count(*) FROM inbox") == [(0,)]
        status, body = sambung.request("GET", "/hooks/wa?hub.mode=subscribe&hub.verify_token=demo&hub.challenge=1158201444")
        assert (status, body) == (200, "1158201444"), (status, body)
        assert sambung.request("GET", "/hooks/wa?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1")[0] == 403


def a_danger_word_rings_and_shows_the_numbers_at_once():
    with Stage(BINARY) as stage:
        sambung, phone = stage.sambung, "+6281200000206"
        assert sambung.sms(phone, "mo-1", "LAPOR bapak pingsan di depan pasar")[0] == 200
        answer = sambung.answer(phone, "sms")
        assert "112" in answer, answer
        assert sambung.rows("SELECT urgency FROM cases") == [("P0",)] or sambung.rows("SELECT urgency FROM cases") == [(0,)]
        for duty, channel in (("+6281200000011", "sms"), ("+6281200000012", "wa")):
            alarm = sambung.answer(duty, channel, containing="DARURAT")
            assert alarm.startswith("T10 P0 DARURAT"), alarm
            assert "0206" not in alarm, "an alarm carries no identity"


def a_cancelled_report_is_cancelled_once():
    with Stage(BINARY) as stage:
        sambung, phone = stage.sambung, "+6281200000207"
        assert sambung.sms(phone, "mo-1", "LAPOR tetangga saya butuh kursi roda")[0] == 200
        ticket = ticket_in(sambung.answer(phone, "sms"))
        before = len(sambung.messages(phone))
        assert sambung.sms(phone, "mo-2", f"BATAL {ticket}")[0] == 200
        sambung.answer(phone, "sms", before)
        status = sambung.rows("SELECT status FROM cases WHERE ticket = ?", ticket)
        assert status in ([("cancelled",)], [("filed",)]), status  # P0-P2 only asks a person


def nothing_personal_is_readable_at_rest_or_in_the_log():
    with Stage(BINARY) as stage:
        sambung, phone = stage.sambung, "+6281299887766"
        words = "kontrakan biru belakang surau melati"
        assert sambung.sms(phone, "mo-1", f"LAPOR kakek {words}")[0] == 200
        assert ticket_in(sambung.answer(phone, "sms"))
        sambung.stop()
        for folder, _, files in os.walk(stage.folder):
            for file in (name for name in files if not name.endswith(".sock")):
                with open(os.path.join(folder, file), "rb") as data:
                    content = data.read()
                for secret in (phone.encode(), phone[1:].encode(), words.encode()):
                    assert secret not in content, f"{file} holds {secret!r}"



def exchanges(stage, channel):
    """The lines of a channel's file, of today and, around midnight, of yesterday."""
    folder = os.path.join(stage.folder, "exchanges", channel)
    lines = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as text:
            lines += text.read().splitlines()
    return lines


def what_providers_sent_is_kept_without_what_is_personal():
    with Stage(BINARY, sms={"send_url": "http://127.0.0.1:1/cgi-bin/sendsms", "username": "u", "password": "gateway-word"},
               further="exchanges: {folder: exchanges, days: 2}\n") as stage:
        sambung, phone, words = stage.sambung, "+6281277665544", "atap rumah runtuh 3276011203850001"
        old = os.path.join(stage.folder, "exchanges", "sms", "2020-01-01.jsonl")
        sambung.stop()
        os.makedirs(os.path.dirname(old), mode=0o700, exist_ok=True)
        with open(old, "w", encoding="utf-8") as out:
            out.write("{}\n")
        sambung.start()
        assert sambung.sms(phone, "mo-900817263", f"LAPOR {words}")[0] == 200
        assert sambung.whatsapp(phone, "wamid.HBgNNjI4MTI3", f"CEK {words}")[0] == 200
        assert sambung.whatsapp(phone, "wamid.HBgNNjI4MTI3", words, secret="not the secret")[0] == 403
        wait_until("the call to the provider is in the log", lambda: any('"out"' in line for line in exchanges(stage, "sms")))
        assert sambung.stop() == 0
        assert not os.path.exists(old), "older than two days"
        sms, whatsapp = exchanges(stage, "sms"), exchanges(stage, "wa")
        for line in sms + whatsapp:
            for value in (phone[1:], "81277", "65544", "atap", "runtuh", "32760", "50001", "mo-900817263", "HBgN", "gateway-word", "not the secret"):
                assert value not in line, (value, line)
        came = next(json.loads(line) for line in sms if '"in"' in line)
        assert (came["direction"], came["method"], came["address"], came["status"]) == ("in", "GET", "/hooks/sms", 200), came
        assert set(came["query"]) == {"id", "ts", "from", "to", "text", "coding", "charset", "smsc"}, came
        assert came["query"]["from"] == "<phone 13 digits>" and came["query"]["id"].startswith("<id "), came
        sent = next(json.loads(line) for line in sms if '"out"' in line)
        assert (sent["address"], sent["status"], sent["fault"]) == ("http://127.0.0.1:1/cgi-bin/sendsms", 0, "unavailable"), sent
        good, bad = (json.loads(line) for line in whatsapp if '"in"' in line)
        assert (good["status"], bad["status"]) == (200, 403), whatsapp
        assert "x-hub-signature-256" in good["headers"], good
        message = good["body"]["entry"][0]["changes"][0]["value"]["messages"][0]
        again = bad["body"]["entry"][0]["changes"][0]["value"]["messages"][0]
        assert message["type"] == "text" and message["text"]["body"].startswith("<text "), message
        assert message["id"] == again["id"] and message["id"].startswith("<id "), "one message has one fingerprint"
        for folder, _, files in os.walk(os.path.join(stage.folder, "exchanges")):
            assert folder.endswith("exchanges") or os.stat(folder).st_mode & 0o777 == 0o700, folder  # that one the test made itself
            for file in files:
                assert os.stat(os.path.join(folder, file)).st_mode & 0o777 == 0o600, file
        assert "event=exchange_not_written" not in sambung.log()


run_tests([a_report_by_ussd_is_found_by_sms_and_whatsapp, a_ticket_of_somebody_else_is_as_unknown_as_none, a_webhook_repeated_ten_times_files_one_case,
           a_badly_signed_webhook_is_refused_and_nothing_kept, a_danger_word_rings_and_shows_the_numbers_at_once, a_cancelled_report_is_cancelled_once,
           nothing_personal_is_readable_at_rest_or_in_the_log,
           what_providers_sent_is_kept_without_what_is_personal])
