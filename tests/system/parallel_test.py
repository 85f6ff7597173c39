"""What providers do in a bad hour: the same authentic call many times at once. On every adapter it is one message with one answer, or one screen.

SMPP is not here: nobody calls us there, and a message has no id that would tell a repeat from the same words said twice.
"""
import base64
import hashlib
import hmac
import json
import os
import re
import sys
import threading
import urllib.parse
from collections import namedtuple

from citizen import report
from stage import FORM, JSON, ROOT, Stage, meta_signature, run_tests, ticket_in, wait_until, whatsapp_body

BINARY = os.path.abspath(sys.argv[1])
AT_ONCE = 50
SECRET = "a-secret-of-one-channel-only-0123456789"
TEXT = "LAPOR bapak tua tidur di emperan pasar sudah tiga hari"

# `call` makes method, path, body and headers of a message from a phone and the digits of the message's id.
Inbound = namedtuple("Inbound", "identity adapter keys call")


def form(path, **fields):
    return "POST", path, urllib.parse.urlencode({name.rstrip("_"): value for name, value in fields.items()}), FORM


def as_json(path, body, headers=None):
    return "POST", path, json.dumps(body), {**JSON, **(headers or {})}


def hook(identity, **query):
    return f"/hooks/{identity}?" + urllib.parse.urlencode({"secret": SECRET, **{name.rstrip("_"): value for name, value in query.items()}})


def plain(phone):
    return phone.lstrip("+")


def telegram_address(phone):
    return "telegram:" + phone[-9:].lstrip("0")


def telegram(phone, name):
    person = int(phone[-9:])
    message = {"message_id": int(name), "from": {"id": person, "is_bot": False}, "chat": {"id": person, "type": "private"}, "date": 1795399205, "text": TEXT}
    return as_json("/hooks/telegram", {"update_id": int(name), "message": message}, {"X-Telegram-Bot-Api-Secret-Token": "telegram-secret-value"})


def meta(phone, name):
    body = whatsapp_body(phone, "wamid." + name, TEXT)
    return "POST", "/hooks/whatsapp", body, {**JSON, "X-Hub-Signature-256": meta_signature(body)}


def zenvia(identity, channel):
    def call(phone, name):
        message = {"id": name, "from": plain(phone), "to": "6281290000000", "direction": "IN", "contents": [{"type": "text", "text": TEXT}]}
        return as_json(hook(identity), {"id": name, "timestamp": "2026-11-22T00:00:05Z", "channel": channel, "type": "MESSAGE", "message": message})
    return call


def twilio(address, prefix):
    def call(phone, name):
        fields = {"MessageSid": "SM" + name, "From": prefix + phone, "To": prefix + "+6281290000000", "Body": TEXT, "NumMedia": "0"}
        signed = address + "".join(key + fields[key] for key in sorted(fields))
        signature = base64.b64encode(hmac.new(b"twilio-token-value", signed.encode(), hashlib.sha1).digest()).decode()
        method, path, body, headers = form(urllib.parse.urlsplit(address).path, **fields)
        return method, path, body, {**headers, "X-Twilio-Signature": signature}
    return call


def eight(phone, name):
    payload = {"umid": name, "subAccountId": "dinsos", "timestamp": "2026-11-22T00:00:05.00Z", "status": {"state": "received"}, "source": phone,
               "destination": "+6281290000000", "body": TEXT, "encoding": "GSM7"}
    return as_json(hook("eight"), {"namespace": "SMS", "eventType": "inbound_message_received", "description": "x", "payload": payload})


def infobip(phone, name):
    result = {"messageId": name, "from": plain(phone), "to": "2345", "text": TEXT, "cleanText": TEXT, "keyword": "", "receivedAt": "2026-11-22T07:00:05.000+0700", "smsCount": 1,
              "price": {"pricePerMessage": 0, "currency": "IDR"}, "callbackData": ""}
    return as_json(hook("infobip"), {"results": [result], "messageCount": 1, "pendingMessageCount": 0})


def qontak(phone, name):
    return as_json(hook("qontak"), {"webhook_event": "message_interaction", "data_event": "receive_message_from_customer", "id": name, "type": "text", "text": TEXT,
                                    "room": {"id": "room-" + name, "account_uniq_id": plain(phone), "channel": "wa"},
                                    "sender": {"name": "x", "participant_type": "customer"}, "created_at": "2026-11-22T00:00:05Z"})


TWILIO = {"account_sid": "AC00000000000000000000000000000001", "auth_token": "twilio-token-value", "from": "+6281290000000"}


def inbound(public=""):
    """Every adapter that takes messages, and each of its ways to know one again. Twilio signs our address."""
    return [
        Inbound("at", "africastalking_sms", {"secret": SECRET, "username": "dinsos", "api_key": "k"},
                lambda phone, name: form(hook("at"), id=name, from_=phone, to="2345", text=TEXT, date="2026-11-22T00:00:05Z")),
        Inbound("kannel", "kannel", {"secret": SECRET, "send_url": "http://127.0.0.1:1/", "username": "u", "password": "p"},
                lambda phone, name: ("GET", hook("kannel", id=name, ts="1795399205", from_=phone, to="2345", text=TEXT, coding="0", charset="UTF-8", smsc="x"), None, {})),
        Inbound("whatsapp", "whatsapp_cloud", {"app_secret": "demo", "verify_token": "demo", "access_token": "demo", "phone_number_id": "100000000000001"}, meta),
        Inbound("twilio", "twilio", TWILIO, twilio(public + "/hooks/twilio", "")),
        Inbound("twilio_wa", "twilio", {**TWILIO, "kind": "whatsapp"}, twilio(public + "/hooks/twilio_wa", "whatsapp:")),
        Inbound("infobip", "infobip", {"secret": SECRET, "send_url": "http://127.0.0.1:1", "api_key": "k", "from": "DINSOS"}, infobip),
        Inbound("vonage", "vonage", {"secret": SECRET, "api_key": "k", "api_secret": "s", "from": "DINSOS"},
                lambda phone, name: form(hook("vonage"), msisdn=plain(phone), to="6281290000000", messageId=name, text=TEXT, type="text", **{"message-timestamp": "2026-11-22 00:00:05"})),
        Inbound("sms_http", "sms_http", {"secret": SECRET, "send_url": "http://127.0.0.1:1"}, lambda phone, name: form(hook("sms_http"), id=name, from_=phone, to="2345", text=TEXT)),
        Inbound("sms_without_ids", "sms_http", {"secret": SECRET, "send_url": "http://127.0.0.1:1", "in_id": "none", "in_time": "ts"},
                lambda phone, name: form(hook("sms_without_ids"), from_=phone, to="2345", text=TEXT, ts=str(1795399200 + int(name)))),
        Inbound("jasmin", "jasmin", {"secret": SECRET, "send_url": "http://127.0.0.1:1/send", "username": "u", "password": "p", "from": "2345"},
                lambda phone, name: form(hook("jasmin"), id=name, from_=plain(phone), to="2345", coding="0", content=TEXT, binary=TEXT.encode().hex(), **{"origin-connector": "telkom"})),
        Inbound("eight", "eight_by_eight", {"secret": SECRET, "subaccount": "dinsos_hq", "api_key": "k", "from": "DINSOS"}, eight),
        Inbound("qontak", "qontak", {"secret": SECRET, "access_token": "k", "template_id": "t", "integration_id": "i"}, qontak),
        Inbound("zenziva", "zenziva", {"secret": SECRET, "userkey": "u", "passkey": "p"}, lambda phone, name: form(hook("zenziva"), id=name, from_=phone, text=TEXT)),
        Inbound("dart", "dartmedia", {"secret": SECRET, "send_url": "http://127.0.0.1:1", "username": "u", "password": "p", "from": "93456"},
                lambda phone, name: ("GET", hook("dart", userid="u", password="x", original=plain(phone), sendto="93456", messagetype="0", messageid=name, message=TEXT, date="20261122070005",
                                                 dcs="0", udhl="0", charset="utf-8"), None, {})),
        Inbound("fonnte", "fonnte", {"secret": SECRET, "token": "k"},
                lambda phone, name: as_json(hook("fonnte"), {"device": "6281290000000", "sender": plain(phone), "name": "x", "timestamp": 1795399205, "message": TEXT, "inboxid": int(name)})),
        Inbound("wablas", "wablas", {"secret": SECRET, "send_url": "http://127.0.0.1:1", "token": "k"},
                lambda phone, name: as_json(hook("wablas"), {"id": name, "phone": plain(phone), "sender": "6281290000000", "messageType": "text", "timestamp": "2026-11-22T00:00:05Z",
                                                             "message": TEXT, "isGroup": False, "isFromMe": False, "url": "", "group": {"subject": ""}})),
        Inbound("zenvia", "zenvia", {"secret": SECRET, "api_token": "k", "from": "dinsos"}, zenvia("zenvia", "sms")),
        Inbound("zenvia_wa", "zenvia", {"secret": SECRET, "api_token": "k", "from": "dinsos", "kind": "whatsapp"}, zenvia("zenvia_wa", "whatsapp")),
        Inbound("telegram", "telegram", {"bot_token": "123:abc", "secret_token": "telegram-secret-value"}, telegram),
    ]


# Here `call` makes a hop from a phone, a session and all that was typed since the dial.
USSD = [
    Inbound("atu", "africastalking_ussd", {"secret": SECRET, "notices": "at"},
            lambda phone, session, path: form(hook("atu"), sessionId=session, serviceCode="*384*12#", phoneNumber=phone, networkCode="51010", text=path)),
    Inbound("ussd_form", "ussd_http", {"secret": SECRET, "notices": "at", "cumulative": "yes", "in_from": "phoneNumber"},
            lambda phone, session, path: form(hook("ussd_form"), sessionId=session, serviceCode="*384#", phoneNumber=plain(phone), text=path)),
    Inbound("ussd_step", "ussd_http", {"secret": SECRET, "notices": "at", "in_from": "phone", "in_session": "sid", "in_text": "input", "in_step": "seq"},
            lambda phone, session, path: ("GET", hook("ussd_step", sid=session, phone=plain(phone), input=path.split("*")[-1], seq=str(path.count("*") + (path != ""))), None, {})),
]


class Play(Stage):
    """A service with every adapter; what it sends stays with it."""

    def __init__(self):
        lines = ""
        for one in inbound() + USSD:
            keys = one.keys if one in USSD else {**one.keys, "send": "sink"}
            lines += f"  - id: {one.identity}\n    adapter: {one.adapter}\n" + "".join(f"    {key}: {json.dumps(value)}\n" for key, value in keys.items())
        super().__init__(BINARY, channels=lines, limits="{lookups_per_hour: 1000, cases_per_day: 1000}")

    def inbound(self):
        return inbound(f"http://127.0.0.1:{self.sambung.public}")

    def count(self, table, identity):
        return self.sambung.rows(f"SELECT count(*) FROM {table} WHERE channel = ?", identity)[0][0]

    def settled(self):
        wait_until("all that was taken is answered", lambda: self.sambung.rows("SELECT count(*) FROM inbox WHERE done IS NULL") == [(0,)])
        wait_until("all answers are sent", lambda: self.sambung.rows("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')") == [(0,)])


def at_once(sambung, calls):
    """Every call from a thread of its own, let go together; the replies' status and body."""
    gate, replies = threading.Barrier(len(calls)), [None] * len(calls)

    def one(place, call):
        gate.wait()
        replies[place] = sambung.request(*call, timeout=60)

    threads = [threading.Thread(target=one, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def every_adapter_is_in_the_tables():
    with open(os.path.join(ROOT, "adapters", "src", "registry.cpp"), encoding="utf-8") as text:
        table = re.search(r"static const std::array makers\{(.*?)\};", text.read(), re.DOTALL).group(1)
    names = {"smpp" if name == "smpp_link" else name for name in re.findall(r"^\s*(\w+)\(\)", table, re.MULTILINE)}
    assert names == {one.adapter for one in inbound() + USSD} | {"smpp", "smtp", "unit_webhook"}, names  # a link, and two that only send


def fifty_equal_webhooks_are_one_message_with_one_answer():
    with Play() as play:
        wrong = []
        for number, one in enumerate(play.inbound()):
            phone = f"+62812000009{number:02d}"
            call = one.call(phone, "7001")
            replies = at_once(play.sambung, [call] * AT_ONCE)
            play.settled()
            replies.append(play.sambung.request(*call))  # and once more when all is over
            play.settled()
            shown = play.sambung.messages(telegram_address(phone) if one.adapter == "telegram" else phone)
            found = [play.count(table, one.identity) for table in ("inbox", "outbox", "cases")] + [len(shown)]
            if {status for status, _ in replies} != {200} or found != [1, 1, 1, 1]:
                wrong.append((one.identity, sorted(set(replies)), "kept, to be sent, cases, shown:", found))
        assert not wrong, wrong


def fifty_messages_at_once_are_fifty():
    with Play() as play:
        one = next(one for one in play.inbound() if one.identity == "kannel")
        phones = [f"+628120000070{number:02d}" for number in range(AT_ONCE)]
        replies = at_once(play.sambung, [one.call(phone, str(7000 + number)) for number, phone in enumerate(phones)])
        assert {status for status, _ in replies} == {200}, replies
        play.settled()
        assert [play.count(table, "kannel") for table in ("inbox", "outbox", "cases")] == [AT_ONCE] * 3
        assert all(len(play.sambung.messages(phone)) == 1 for phone in phones)


def fifty_equal_hops_are_one_screen():
    with Play() as play:
        for number, one in enumerate(USSD):
            phone, screens = f"+62812000008{number:02d}", []

            def dial(path, one=one, phone=phone, number=number, screens=screens):
                replies = at_once(play.sambung, [one.call(phone, f"session{number}", path)] * AT_ONCE)
                assert replies[0][0] == 200 and len(set(replies)) == 1, (one.identity, path, set(replies))
                screens.append(replies[0][1])
                return replies[0][1]

            ticket, _ = report(dial)
            assert len(set(screens)) == len(screens) > 3, screens
            play.settled()
            assert play.sambung.rows("SELECT ticket FROM cases WHERE channel = ?", one.identity) == [(ticket,)], (one.identity, ticket)
            texts = [text["text"] for text in play.sambung.messages(phone)]
            assert len(texts) == 1 and ticket_in(texts[0]) == ticket, (one.identity, texts)


run_tests([every_adapter_is_in_the_tables, fifty_equal_webhooks_are_one_message_with_one_answer, fifty_messages_at_once_are_fifty, fifty_equal_hops_are_one_screen])
