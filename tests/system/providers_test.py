"""Each provider with its own published library on the other side: what it signs we take, what we send is what it would send."""
import hashlib
import hmac
import json
import os
import sys
import urllib.parse

from citizen import report
from peers import Providers
from provider_api import ProviderApi
from stage import FORM, JSON, Stage, meta_signature, run_tests, ticket_in, ussd_form, wait_until, whatsapp_body, WRITTEN

BINARY = os.path.abspath(sys.argv[1])
STORY = "LAPOR bapak tua tidur di emperan pasar = sudah 3 hari & sakit, +tidak bisa jalan. Pak Rohmat bilang \u201ctolong\u201d \u2014 é 🙏"
ACCOUNT, TOKEN = "AC00000000000000000000000000000001", "twilio-token-value"
VONAGE_KEY, VONAGE_SECRET = "a1b2c3d4", "vonage-secret-value"
SIGNATURE_SECRET = "vonage-signature-secret-value"
HOOK_SECRET = "a-secret-of-one-channel-only-0123456789"


def channel(identity, adapter, **keys):
    return f"  - id: {identity}\n    adapter: {adapter}\n" + "".join(f"    {key}: {json.dumps(value)}\n" for key, value in keys.items())


class Play:
    """Sambung between a provider's API and the provider's library. `channels` makes the lines from the API's address."""

    def __init__(self, answer, channels):
        self.api, self.providers, self.channels = ProviderApi(answer), Providers(), channels

    def __enter__(self):
        self.api.__enter__()
        self.providers.__enter__()
        self.stage = Stage(BINARY, channels=self.channels(self.api.url))
        try:
            self.stage.__enter__()
        except BaseException:
            self.close(None)
            raise
        self.sambung, self.ask = self.stage.sambung, self.providers.ask
        return self

    def __exit__(self, kind, value, trace):
        self.stage.__exit__(kind, value, trace)
        self.close(kind)

    def close(self, kind):
        if kind is not None:
            print("---- what the provider was sent\n" + "\n".join(map(str, self.api.requests[-10:])))
        self.providers.__exit__(None, None, None)
        self.api.__exit__(None, None, None)

    def address(self, path):
        return f"http://127.0.0.1:{self.sambung.public}{path}"

    def post(self, path, fields, headers=None):
        return self.sambung.request("POST", path, urllib.parse.urlencode(fields, doseq=True), {**FORM, **(headers or {})})

    def kept(self, identity):
        return self.sambung.rows("SELECT count(*) FROM inbox WHERE channel = ?", identity)[0][0]

    def receipt(self, what, field, phone, after=0):
        """What we sent to that phone, once its text holds a ticket."""
        return self.api.request(what, lambda one: one.form()["To" if field == "Body" else "to"] == phone and ticket_in(one.form()[field]), after)

    def theirs(self, do, **request):
        """The request that the provider's library makes of the same."""
        before = self.api.count()
        self.ask(do, api=self.api.url, **request)
        assert self.api.count() == before + 1, self.api.requests[before:]
        return self.api.requests[before]


def assert_same_call(ours, theirs, *headers):
    """Everything but what a client says of itself; bodies are compared by the caller."""
    assert (ours.method, ours.path) == (theirs.method, theirs.path), (ours, theirs)
    for header in headers:
        assert ours.headers.get(header) == theirs.headers.get(header) is not None, (header, ours.headers, theirs.headers)


def media_type(request):
    return request.headers["content-type"].split(";")[0]


# Twilio

def twilio_channels(api):
    known = {"account_sid": ACCOUNT, "auth_token": TOKEN, "send_url": api + "/2010-04-01"}
    return (channel("tw", "twilio", old_auth_token="twilio-token-of-before", **{"from": "+6281290000000"}, **known)
            + channel("twa", "twilio", kind="whatsapp", **{"from": "+6281290000000"}, **known)
            + channel("tws", "twilio", messaging_service_sid="MG00000000000000000000000000000001", **known))


def twilio_play():
    return Play(lambda number: (201, {"sid": f"SM{number:032}", "status": "queued"}), twilio_channels)


def twilio_fields(identity, phone, text=STORY, prefix=""):
    return {"MessageSid": identity, "SmsSid": identity, "AccountSid": ACCOUNT, "From": prefix + phone, "To": prefix + "+6281290000000", "Body": text,
            "NumMedia": "0", "NumSegments": "1", "ApiVersion": "2010-04-01", "FromCity": "", "FromCountry": "ID"}


def what_twilio_signs_we_take_and_answer():
    with twilio_play() as play:
        rows = (("tw", "/hooks/tw", "", "+6281200000801", TOKEN, {}), ("twa", "/hooks/twa", "whatsapp:", "+6281200000802", TOKEN, {}),
                ("tw", "/hooks/tw?from=a%20b&again=1", "", "+6281200000803", TOKEN, {}), ("tw", "/hooks/tw", "", "+6281200000804", "twilio-token-of-before", {}),
                ("tw", "/hooks/tw", "", "+6281200000807", TOKEN, {"Several": ["b", "a", "b"], "None": ""}))
        for number, (name, path, prefix, phone, token, more) in enumerate(rows):
            fields = {**twilio_fields(f"SM{number}", phone, prefix=prefix), **more}
            signature = play.ask("twilio_sign", token=token, url=play.address(path), fields=fields)
            before = play.kept(name)
            assert play.post(path, fields, {"X-Twilio-Signature": signature}) == (200, "<Response/>"), (number, path)
            assert play.kept(name) == before + 1
            sent = play.receipt("the receipt", "Body", prefix + phone)
            ticket = ticket_in(sent.form()["Body"])
            assert play.sambung.rows("SELECT channel FROM cases WHERE ticket = ?", ticket) == [(name,)], ticket


def a_call_that_twilio_did_not_sign_so_is_refused():
    with twilio_play() as play:
        fields = twilio_fields("SM1", "+6281200000805")
        good = play.ask("twilio_sign", token=TOKEN, url=play.address("/hooks/tw"), fields=fields)
        text = fields["Body"]
        changed = [("/hooks/tw", {**fields, "Body": text[:-1] + "!"}, good), ("/hooks/tw", {**fields, "From": "+6281200000806"}, good),
                   ("/hooks/tw", {**fields, "More": ""}, good), ("/hooks/tw", {key: value for key, value in fields.items() if key != "NumMedia"}, good),
                   ("/hooks/tw?a=1", fields, good), ("/hooks/twa", fields, good), ("/hooks/tw", fields, good[:-2] + ("A" if good[-2] != "A" else "B") + "="),
                   ("/hooks/tw", fields, ""), ("/hooks/tw", fields, play.ask("twilio_sign", token="another", url=play.address("/hooks/tw"), fields=fields))]
        for number, (path, sent, signature) in enumerate(changed):
            assert not play.ask("twilio_holds", token=TOKEN, signature=signature, url=play.address(path), fields=sent), f"their own check takes row {number}"
            assert play.post(path, sent, {"X-Twilio-Signature": signature})[0] == 403, f"row {number}"
        assert play.post("/hooks/tw", fields)[0] == 403, "without any signature"
        assert play.sambung.rows("SELECT count(*) FROM inbox") == [(0,)]
        assert play.ask("twilio_holds", token=TOKEN, signature=good, url=play.address("/hooks/tw"), fields=fields)
        assert play.post("/hooks/tw", fields, {"X-Twilio-Signature": good})[0] == 200, "the call itself was good"


def an_address_signed_with_its_port_or_without_is_the_same():
    with twilio_play() as play:
        fields = twilio_fields("SM1", "+6281200000808")
        for url, holds in (("http://127.0.0.1/hooks/tw", True), ("http://127.0.0.1:1/hooks/tw", False), ("https://127.0.0.1/hooks/tw", False)):
            signature = play.ask("twilio_sign", token=TOKEN, url=url, fields=fields)
            assert play.ask("twilio_holds", token=TOKEN, signature=signature, url=play.address("/hooks/tw"), fields=fields) == holds, url
            assert play.post("/hooks/tw", fields, {"X-Twilio-Signature": signature})[0] == (200 if holds else 403), url


def a_body_of_json_is_proved_by_its_hash_in_the_address():
    with twilio_play() as play:
        body = json.dumps({"MessageSid": "SM1", "Body": "é"})
        path = "/hooks/tw?bodySHA256=" + play.ask("twilio_body_hash", body=body)
        signature = play.ask("twilio_sign", token=TOKEN, url=play.address(path), fields={})
        status = [play.sambung.request("POST", path, sent.encode(), {**JSON, "X-Twilio-Signature": signature})[0] for sent in (body, body + " ")]
        assert status == [400, 403], "the first is theirs, but no message; the second is not theirs"


def what_we_send_by_twilio_is_what_its_client_sends():
    with twilio_play() as play:
        for name, prefix, phone in (("tw", "", "+6281200000811"), ("twa", "whatsapp:", "+6281200000812"), ("tws", "", "+6281200000813")):
            fields = twilio_fields(f"SM{phone}", phone, prefix=prefix)
            signature = play.ask("twilio_sign", token=TOKEN, url=play.address(f"/hooks/{name}"), fields=fields)
            assert play.post(f"/hooks/{name}", fields, {"X-Twilio-Signature": signature})[0] == 200
            ours = play.receipt("the receipt", "Body", prefix + phone)
            form = ours.form()
            assert form["StatusCallback"].startswith(play.address(f"/hooks/{name}/status?ref=")), form
            message = {"to": prefix + phone, "body": form["Body"], "statusCallback": form["StatusCallback"]}
            message |= {"messagingServiceSid": "MG00000000000000000000000000000001"} if name == "tws" else {"from": prefix + "+6281290000000"}
            theirs = play.theirs("twilio_send", account=ACCOUNT, token=TOKEN, message=message)
            assert_same_call(ours, theirs, "authorization", "content-type")
            assert form == theirs.form(), (form, theirs.form())


def the_status_that_twilio_signs_lands_at_its_message():
    with twilio_play() as play:
        fields = twilio_fields("SM1", "+6281200000821")
        assert play.post("/hooks/tw", fields, {"X-Twilio-Signature": play.ask("twilio_sign", token=TOKEN, url=play.address("/hooks/tw"), fields=fields)})[0] == 200
        url = play.receipt("the receipt", "Body", "+6281200000821").form()["StatusCallback"]
        path = url[len(play.address("")):]
        sid = wait_until("the message is sent", lambda: play.sambung.rows("SELECT provider_id FROM outbox WHERE channel = 'tw' AND state = 'sent'"))[0][0]
        status = {"MessageSid": sid, "MessageStatus": "delivered", "AccountSid": ACCOUNT, "To": "+6281200000821", "ApiVersion": "2010-04-01"}
        signature = play.ask("twilio_sign", token=TOKEN, url=url, fields=status)
        assert play.post(path, {**status, "MessageStatus": "failed"}, {"X-Twilio-Signature": signature})[0] == 403
        assert play.post(path, status, {"X-Twilio-Signature": signature})[0] == 200
        wait_until("it is delivered", lambda: play.sambung.rows("SELECT state FROM outbox WHERE channel = 'tw'") == [("delivered",)])


# WhatsApp

def meta_play():
    keys = {"app_secret": "meta-app-secret", "verify_token": "meta-verify-token", "access_token": "meta-access-token", "phone_number_id": "100000000000001"}
    return Play(lambda number: (200, {"messaging_product": "whatsapp", "contacts": [], "messages": [{"id": f"wamid.out{number}"}]}),
                lambda api: channel("meta", "whatsapp_cloud", send_url=api + "/v25.0", **keys))


def meta_post(play, body, signature):
    return play.sambung.request("POST", "/hooks/meta", body, {**JSON, "X-Hub-Signature-256": signature})[0]


def whatsapp_calls_are_judged_as_the_library_judges_them():
    with meta_play() as play:
        body = whatsapp_body("+6281200000831", "wamid.1", STORY)
        assert b"\\ud83d" in body, "as Meta writes it: escaped"
        good = meta_signature(body, "meta-app-secret")
        rows = ((body.replace(b"bapak", b"bapaK"), good), (body, meta_signature(body, "another")), (body, good[:-1] + ("0" if good[-1] != "0" else "1")),
                (body, "sha256="), (body + b" ", good), (body, good))
        for number, (sent, signature) in enumerate(rows):
            theirs = play.ask("whatsapp_takes", secret="meta-app-secret", signature=signature, body=sent.decode())
            taken = theirs["status"] == 200
            assert taken == (number == len(rows) - 1), (number, theirs)
            assert meta_post(play, sent, signature) == (200 if taken else 403), number
            assert play.kept("meta") == (1 if taken else 0), number
        assert (theirs["heard"]["from"], theirs["heard"]["message"]["text"]["body"]) == ("6281200000831", STORY), theirs
        sent = play.api.request("an answer", lambda one: one.json()["to"] == "6281200000831")
        assert sent.json()["context"] == {"message_id": "wamid.1"}


def the_address_is_proved_to_meta_as_the_library_proves_it():
    with meta_play() as play:
        for query in ("hub.mode=subscribe&hub.verify_token=meta-verify-token&hub.challenge=1158201444", "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
                      "hub.mode=unsubscribe&hub.verify_token=meta-verify-token&hub.challenge=1"):
            theirs = play.ask("whatsapp_challenge", token="meta-verify-token", url="/hooks/meta?" + query)
            assert play.sambung.request("GET", "/hooks/meta?" + query) == (theirs["status"], theirs["body"]), (query, theirs)


def content_of(message):
    """Our message in the words that the library's classes take."""
    if message["type"] == "text":
        return {"text": message["text"]["body"]}
    interactive = message["interactive"]
    content, action = {"text": interactive["body"]["text"]}, interactive["action"]
    if interactive["type"] == "button":
        return {**content, "buttons": [{"id": one["reply"]["id"], "label": one["reply"]["title"]} for one in action["buttons"]]}
    return {**content, "opener": action["button"], "rows": [{"id": row["id"], "label": row["title"], "description": row.get("description", "")} for row in action["sections"][0]["rows"]]}


def what_we_send_to_whatsapp_is_what_the_library_builds():
    with meta_play() as play:
        seen = set()
        for number, text in enumerate(("MENU", "1", "1")):
            before = play.api.count()
            body = whatsapp_body("+6281200000841", f"wamid.{number}", text)
            assert meta_post(play, body, meta_signature(body, "meta-app-secret")) == 200
            ours = play.api.request("an answer", lambda one: True, before)
            message = ours.json()
            seen.add(message["type"] if message["type"] == "text" else message["interactive"]["type"])
            content = content_of(message)
            assert "Dinsos Depok" in content["text"] if number == 0 else content["text"], content
            theirs = play.theirs("whatsapp_send", token="meta-access-token", **{"from": "100000000000001"}, to="6281200000841", content=content,
                                 context=f"wamid.{number}", ref=message["biz_opaque_callback_data"])
            assert_same_call(ours, theirs, "authorization", "content-type")
            # The library leaves out what is Meta's own default; we say it.
            assert message.pop("recipient_type") == "individual"
            if message["type"] == "text":
                assert message["text"].pop("preview_url") is False
            assert message == theirs.json(), (message, theirs.json())
        assert seen == {"list", "button", "text"}, seen


def a_tap_on_what_we_sent_goes_on_as_its_answer():
    with meta_play() as play:
        phone = "+6281200000842"

        def say(identity, message):
            envelope = json.loads(whatsapp_body(phone, identity, ""))
            envelope["entry"][0]["changes"][0]["value"]["messages"] = [{"from": phone[1:], "id": identity, "timestamp": WRITTEN, **message}]
            body, before = json.dumps(envelope).encode(), play.api.count()
            signature = meta_signature(body, "meta-app-secret")
            assert play.ask("whatsapp_takes", secret="meta-app-secret", signature=signature, body=body.decode())["heard"]["message"]["type"] == message["type"]
            assert meta_post(play, body, signature) == 200
            return play.api.request("an answer", lambda one: True, before).json()["interactive"]["action"]

        rows = say("wamid.1", {"type": "text", "text": {"body": "MENU"}})["sections"][0]["rows"]
        chosen = next(row for row in rows if row["title"] == "Lapor orang lain")
        buttons = say("wamid.2", {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": chosen}})["buttons"]
        assert [one["reply"]["title"] for one in buttons] == ["Ya", "Tidak", "Tidak tahu"], buttons
        say("wamid.3", {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": buttons[1]["reply"]}})


# Africa's Talking

def africastalking_play():
    return Play(lambda number: (201, {"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [{"statusCode": 101, "status": "Success", "messageId": f"ATXid_{number}"}]}}),
                lambda api: channel("at", "africastalking_sms", username="dinsos", api_key="at-api-key", secret=HOOK_SECRET, send_url=api + "/version1/messaging", **{"from": "2345"})
                + channel("atu", "africastalking_ussd", secret=HOOK_SECRET, notices="at"))


def what_we_send_by_africas_talking_is_what_its_client_sends():
    with africastalking_play() as play:
        fields = {"id": "AT1", "from": "+6281200000851", "to": "2345", "text": STORY, "date": "2026-11-22T00:00:05Z", "linkId": "L1"}
        assert play.post("/hooks/at", fields)[0] == 403, "the channel's secret is not there"
        assert play.post("/hooks/at?secret=" + HOOK_SECRET, fields)[0] == 200
        ours = play.receipt("the receipt", "message", "+6281200000851")
        form = ours.form()
        theirs = play.theirs("africastalking_send", username="dinsos", key="at-api-key",
                             message={"to": "+6281200000851", "from": "2345", "message": form["message"], "enqueue": True})
        assert_same_call(ours, theirs, "apikey", "accept")
        assert media_type(ours) == media_type(theirs)
        assert form == theirs.form(), (form, theirs.form())
        taken = wait_until("its id is known", lambda: play.sambung.rows("SELECT provider_id FROM outbox WHERE channel = 'at' AND state = 'sent'"))
        assert play.post("/hooks/at/status?secret=" + HOOK_SECRET, {"id": taken[0][0], "status": "Success", "phoneNumber": "+6281200000851", "networkCode": "51010"})[0] == 200
        wait_until("it is delivered", lambda: play.sambung.rows("SELECT state FROM outbox WHERE channel = 'at'") == [("delivered",)])


def a_ussd_report_is_shown_as_the_library_shows_its_screens():
    with africastalking_play() as play:
        phone, screens = "+6281200000852", []

        def dial(path):
            body = ussd_form(phone, "ATUid_851", path)
            status, headers, reply = play.sambung.exchange("POST", "/hooks/atu?secret=" + HOOK_SECRET, body, FORM)
            last = reply.startswith("END ")
            theirs = play.ask("africastalking_screen", body=body, text=reply[4:], last=last)
            assert theirs["read"] == {"sessionId": "ATUid_851", "serviceCode": "*384*12#", "phoneNumber": phone, "text": path}, theirs
            assert (status, headers["Content-Type"].split(";")[0], reply) == (theirs["shown"]["status"], theirs["shown"]["type"], theirs["shown"]["body"]), (headers, reply, theirs)
            screens.append(last)
            return reply

        ticket, _ = report(dial)
        assert play.sambung.rows("SELECT ticket, channel FROM cases") == [(ticket, "atu")]
        assert screens[-1] and not any(screens[:-1]) and len(screens) > 3, screens
        play.receipt("the ticket by SMS", "message", phone)
        assert play.sambung.request("POST", "/hooks/atu", ussd_form(phone, "ATUid_853", ""), FORM)[0] == 403, "the channel's secret is not there"


# Vonage

VONAGE_HASHES = {"md5": hashlib.md5, "sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512}


def vonage_play():
    known = {"api_key": VONAGE_KEY, "api_secret": VONAGE_SECRET, "from": "DINSOS", "signature_secret": SIGNATURE_SECRET}
    return Play(lambda number: (200, {"message-count": "1", "messages": [{"to": "62", "message-id": f"0A{number:014}", "status": "0", "remaining-balance": "3", "message-price": "0.03", "network": "51010"}]}),
                lambda api: "".join(channel("vo-" + method, "vonage", signature_method=method, send_url=api + "/sms/json", **known) for method in ("md5hash", *VONAGE_HASHES)))


def vonage_fields(method, phone, identity, **more):
    """A message, signed as Vonage's page on signing says; its library is asked whether that is right."""
    fields = {"msisdn": phone.lstrip("+"), "to": "6281290000000", "messageId": identity, "text": STORY, "type": "unicode", "keyword": "LAPOR", "api-key": VONAGE_KEY,
              "message-timestamp": "2026-11-22 00:00:05", "timestamp": "1795399205", "nonce": "b8c7d6e5-0000-4000-8000-000000000001", **more}
    text = "".join(f"&{name}={fields[name].replace('&', '_').replace('=', '_')}" for name in sorted(fields)).encode()
    if method == "md5hash":
        signature = hashlib.md5(text + SIGNATURE_SECRET.encode()).hexdigest()
    else:
        signature = hmac.new(SIGNATURE_SECRET.encode(), text, VONAGE_HASHES[method]).hexdigest()
    return {**fields, "sig": signature}


def vonage_posts(path, fields):
    """The three ways in which Vonage calls."""
    query = urllib.parse.urlencode(fields)
    return (("GET", f"{path}?{query}", None, {}), ("POST", path, query, FORM), ("POST", path, json.dumps(fields), JSON))


def signed_calls_of_vonage_are_judged_as_its_library_judges_them():
    with vonage_play() as play:
        phone = 6281200000860
        for method in ("md5hash", *VONAGE_HASHES):
            path, identity = f"/hooks/vo-{method}", f"vo-{method}"
            good = vonage_fields(method, f"+{phone + 100}", "0B00")
            wrong = [{**good, "text": good["text"] + "."}, {**good, "msisdn": "6281200000999"}, {**good, "messageId": "0B99"}, {**good, "more": "1"}, {**good, "sig": "0" * len(good["sig"])},
                     {**good, "sig": good["sig"][:-1]}, {name: value for name, value in good.items() if name != "nonce"}]
            for number, fields in enumerate(wrong):
                assert not play.ask("vonage_holds", secret=SIGNATURE_SECRET, method=method, fields=fields), f"their own check takes row {number}"
                for call in vonage_posts(path, fields):
                    assert play.sambung.request(*call)[0] == 403, (method, number, call[0])
            assert play.kept(identity) == 0
            for number, call in enumerate(("GET", "form", "JSON")):
                phone += 1
                fields = vonage_fields(method, f"+{phone}", f"0A{number}")
                assert play.ask("vonage_holds", secret=SIGNATURE_SECRET, method=method, fields=fields)
                assert play.sambung.request(*vonage_posts(path, fields)[number])[0] == 200, (method, call)
                upper = {**fields, "sig": fields["sig"].upper()}
                assert play.ask("vonage_holds", secret=SIGNATURE_SECRET, method=method, fields=upper)
                assert play.sambung.request(*vonage_posts(path, upper)[number])[0] == 200, "a signature in capitals is the same"
                play.receipt("the receipt", "text", str(phone))
            assert play.kept(identity) == 3


def what_we_send_by_vonage_is_what_its_client_sends():
    with vonage_play() as play:
        phone = "6281200000871"
        assert play.sambung.request(*vonage_posts("/hooks/vo-sha256", vonage_fields("sha256", phone, "0A1"))[1])[0] == 200
        ours = play.receipt("the receipt", "text", phone)
        form = ours.form()
        message = {"to": phone, "from": "DINSOS", "text": form["text"], "type": "text", "clientRef": form["client-ref"], "callback": form["callback"], "statusReportReq": True}
        theirs = play.theirs("vonage_send", key=VONAGE_KEY, secret=VONAGE_SECRET, message=message)
        assert_same_call(ours, theirs)
        assert form["callback"] == play.address("/hooks/vo-sha256/status"), form
        # Their client writes JSON, we the form that the API takes as well; of a yes it makes `true`, the API's pages `1`.
        assert (media_type(ours), media_type(theirs)) == ("application/x-www-form-urlencoded", "application/json")
        assert theirs.json().pop("status-report-req") is True and form["status-report-req"] == "1"
        assert form == {**theirs.json(), "status-report-req": "1"}, (form, theirs.json())


run_tests([what_twilio_signs_we_take_and_answer, a_call_that_twilio_did_not_sign_so_is_refused,
           an_address_signed_with_its_port_or_without_is_the_same, a_body_of_json_is_proved_by_its_hash_in_the_address, what_we_send_by_twilio_is_what_its_client_sends,
           the_status_that_twilio_signs_lands_at_its_message, whatsapp_calls_are_judged_as_the_library_judges_them,
           the_address_is_proved_to_meta_as_the_library_proves_it, what_we_send_to_whatsapp_is_what_the_library_builds,
           a_tap_on_what_we_sent_goes_on_as_its_answer, what_we_send_by_africas_talking_is_what_its_client_sends,
           a_ussd_report_is_shown_as_the_library_shows_its_screens, signed_calls_of_vonage_are_judged_as_its_library_judges_them,
           what_we_send_by_vonage_is_what_its_client_sends])
