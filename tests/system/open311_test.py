"""Open311 GeoReport v2 with its privacy profile: a city's app files, reads its own, and nothing personal comes back."""
import csv
import json
import os
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

from stage import FORM, Stage, run_tests

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's openpyxl, also where another Python is found first
import openpyxl

BINARY = os.path.abspath(sys.argv[1])
APP = "kunci-aplikasi-kota-0123456789abcdef"
OTHER = "kunci-aplikasi-lain-0123456789abcdef"
READER = "kunci-hanya-baca-0123456789abcdefgh"
OLD = "kunci-yang-sudah-lewat-0123456789ab"
UNIT = "kunci-unit-rujukan-0123456789abcdef"
PARTNERS = f"""partners:
  - {{name: aplikasi-kota, key: {APP}, scopes: [requests:create, requests:read]}}
  - {{name: aplikasi-kota, key: {READER}, scopes: [requests:read]}}
  - {{name: aplikasi-lain, key: {OTHER}, scopes: [requests:create, requests:read], quota: 12}}
  - {{name: aplikasi-lama, key: {OLD}, scopes: [requests:create, requests:read], expires: 2025-12-31}}
  - {{unit: trc, key: {UNIT}}}
"""
PHONE = "+6281200000901"
SECRETS = {"description": "Ibu tua tidur di emperan <toko> & tidak ada keluarga", "first_name": "Sumiyati", "last_name": "Rahmawati",
           "email": "sumi@contoh.example", "phone": PHONE, "media_url": "https://foto.example/ibu-tua.jpg", "lat": "-6.371234", "long": "106.829876"}
ADDRESS = "Jl. Rahasia Mawar 7, Kemiri Muka, Beji, Depok"


def ask(sambung, method, path, key=None, form=None, **headers):
    """Status and body. Every answer says what it is."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if key:
        headers["Authorization"] = "Bearer " + key
    body = None if form is None else urllib.parse.urlencode(form)
    status, told, text = sambung.exchange(method, "/open311/v2/" + path, body, {**headers, **(FORM if body else {})})
    ending = path.split("?")[0].rsplit(".", 1)[-1]
    assert told["Content-Type"] == ("application/json; charset=utf-8" if ending == "json" else "text/xml; charset=utf-8"), told
    return status, text


def as_json(answer):
    return answer[0], json.loads(answer[1])


def records(xml):
    return [{field.tag: field.text for field in record} for record in ElementTree.fromstring(xml)]


def id_of(answer):
    status, told = as_json(answer)
    assert status == 200, told
    assert set(told[0]) == {"service_request_id", "service_notice"}, told
    return told[0]["service_request_id"]


def nothing_personal(*texts):
    for text in texts:
        for word in [*SECRETS.values(), ADDRESS, "emperan", "Sumiyati", "Mawar", "81200000901", "-6.37", APP]:
            assert word not in text, (word, text)


def what_may_be_asked_for_is_public_in_both_formats():
    with Stage(BINARY, further=PARTNERS) as stage:
        sambung = stage.sambung
        status, told = as_json(ask(sambung, "GET", "discovery.json"))
        assert status == 200 and told["endpoints"][0]["url"].endswith("/open311/v2"), told
        assert told["endpoints"][0]["formats"] == ["text/xml", "application/json"], told
        discovery = ElementTree.fromstring(ask(sambung, "GET", "discovery.xml")[1])
        assert [one.text for one in discovery.find("endpoints/endpoint/formats")] == ["text/xml", "application/json"]
        status, services = as_json(ask(sambung, "GET", "services.json"))
        assert status == 200
        assert records(ask(sambung, "GET", "services.xml")[1]) == [{name: value or None for name, value in one.items()} for one in services]
        codes = [one["service_code"] for one in services]
        assert len(codes) == len(set(codes)) and {"lapor-lansia", "bantuan-lain", "lainnya-rahasia"} <= set(codes), codes
        assert not [code for code in codes if code in ("lapor-rahasia", "bantuan-pungli")], codes
        assert set(services[0]) == {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
        for code in codes:
            status, told = as_json(ask(sambung, "GET", f"services/{code}.json"))
            assert status == 200 and told["service_code"] == code and [one["code"] for one in told["attributes"]] == ["bahaya", "kontak"], told
        for path in ("services/lapor-rahasia", "services/x", "services/", "other", "requests/", "discovery/x"):
            assert ask(sambung, "GET", path + ".xml")[0] == 404, path
        status, told = as_json(ask(sambung, "POST", "services.json", form={"a": "b"}))
        assert (status, told[0]["code"]) == (405, "405"), told


def a_report_by_an_app_is_filed_once_and_tells_nothing_personal():
    with Stage(BINARY, further=PARTNERS) as stage:
        sambung = stage.sambung
        form = {"service_code": "lapor-lansia", "address_string": ADDRESS, **SECRETS}
        first = ask(sambung, "POST", "requests.json", APP, form, Idempotency_Key="a-1")
        ticket = id_of(first)
        again = ask(sambung, "POST", "requests.json", None, {**form, "api_key": APP}, Idempotency_Key="a-1")
        assert again == first, "the key may also come in the form"
        assert sambung.rows("SELECT ticket, category, kind, area, urgency, channel FROM cases") == [(ticket, "lansia", "lapor", "32.76.06.1004", 2, "sms")]
        status, told = as_json(ask(sambung, "POST", "requests.json", APP, {**form, "description": "lain"}, Idempotency_Key="a-1"))
        assert status == 400 and told[0]["code"] == "400", told
        check = sambung.answer(PHONE, "sms", containing="Angka cek")
        assert ticket in check.replace(" ", ""), check

        one = ask(sambung, "GET", f"requests/{ticket}.json", APP)
        status, told = as_json(one)
        record = told[0]
        assert status == 200 and record["service_request_id"] == ticket and record["status"] == "open", record
        assert set(record) == {"service_request_id", "status", "status_notes", "service_name", "service_code", "requested_datetime", "updated_datetime",
                               "expected_datetime", "agency_responsible", "address", "address_id"}, record
        assert record["address"] == "Kemiri Muka, Beji, Kota Depok" and record["address_id"] == "32.76.06.1004", record
        xml = ask(sambung, "GET", f"requests/{ticket}.xml", APP)
        assert records(xml[1]) == [record]
        extended = as_json(ask(sambung, "GET", f"requests.json?extensions=true&service_request_id={ticket}", READER))[1][0]
        assert extended["extended_attributes"] == {"status": extended["extended_attributes"]["status"]}
        assert ElementTree.fromstring(ask(sambung, "GET", "requests.xml?extensions=true", APP)[1]).find("request/extended_attributes/status").text
        assert as_json(ask(sambung, "GET", f"tokens/{ticket}.json", APP))[1] == [{"service_request_id": ticket, "token": ticket}]
        listed = ask(sambung, "GET", "requests.json", APP)
        assert json.loads(listed[1]) == [record]
        nothing_personal(first[1], one[1], xml[1], listed[1], sambung.log())

        for path in (f"requests/{ticket}", f"tokens/{ticket}", "requests/123456789"):
            status, told = as_json(ask(sambung, "GET", path + ".json", OTHER))
            assert status == 404 and told[0]["code"] == "404", told
        assert as_json(ask(sambung, "GET", "requests.json", OTHER)) == (200, [])


def a_key_that_may_not_do_that_is_told_the_same_whatever_is_wrong():
    with Stage(BINARY, further=PARTNERS) as stage:
        sambung = stage.sambung
        form = {"service_code": "lapor-lansia", "address_string": ADDRESS}
        answers = {ask(sambung, "POST", "requests.xml", key, form) for key in (None, "x" * 30, APP[:-1], READER, OLD, UNIT)}
        answers |= {ask(sambung, "GET", "requests.xml", key) for key in (None, "x" * 30, OLD, UNIT)}
        assert len(answers) == 1, answers
        status, text = answers.pop()
        assert status == 403 and records(text)[0]["code"] == "403", text
        assert sambung.rows("SELECT count(*) FROM cases") == [(0,)]
        status, _, text = sambung.exchange("GET", "/api/v1/referrals", None, {"Authorization": "Bearer " + APP})
        other = sambung.exchange("GET", "/api/v1/referrals", None, {"Authorization": "Bearer " + "x" * 30})
        assert (status, text) == (403, other[2]) and other[0] == 403, (status, text, other)


def what_is_wrong_is_said_but_danger_is_always_filed():
    with Stage(BINARY, further=PARTNERS) as stage:
        sambung = stage.sambung
        rows = [({}, 400), ({"service_code": "x"}, 404), ({"service_code": "bantuan-pungli", "address_string": "Beji"}, 404), ({"service_code": "lapor-lansia"}, 400),
                ({"service_code": "lapor-lansia", "lat": "-6.3", "long": "106.8"}, 400), ({"service_code": "lapor-lansia", "address_id": "99"}, 400),
                ({"service_code": "lapor-lansia", "address_id": "", "address_string": ""}, 400),
                ({"service_code": "lapor-lansia", "address_string": "Beji", "description": "a" * 4001}, 400)]
        for form, expected in rows:
            status, told = as_json(ask(sambung, "POST", "requests.json", APP, {**form, "email": "a@b"}))
            assert status == expected and told[0]["code"] == str(expected) and told[0]["description"], (form, status, told)
        for query in ("start_date=2026-01-01", "start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", "status=lost", "page=0", "page_size=201", "updated_after=x"):
            assert ask(sambung, "GET", "requests.xml?" + query, APP)[0] == 400, query
        assert sambung.rows("SELECT count(*) FROM cases") == [(0,)]

        words = id_of(ask(sambung, "POST", "requests.json", APP, {"service_code": "x", "description": "DARURAT bapak pingsan di depan pasar"}))
        ticked = id_of(ask(sambung, "POST", "requests.json", APP, {"service_code": "lapor-anak", "address_id": "32.76.06", "attribute[bahaya]": "ya"}))
        assert sambung.rows("SELECT ticket, urgency FROM cases ORDER BY id") == [(words, 0), (ticked, 0)]
        assert sambung.rows("SELECT count(DISTINCT about) FROM outbox WHERE lane = 0") == [(2,)], "both ring"
        nowhere = id_of(ask(sambung, "POST", "requests.json", APP, {"service_code": "lapor-lain", "address_string": "dekat sawah"}))
        assert sambung.rows("SELECT area FROM cases WHERE ticket = ?", nowhere) == [("",)], "the city desk decides"


def what_is_told_in_confidence_shows_nothing_and_sends_nothing():
    with Stage(BINARY, further=PARTNERS) as stage:
        sambung = stage.sambung
        ticket = id_of(ask(sambung, "POST", "requests.json", APP, {"service_code": "lainnya-rahasia", "address_string": ADDRESS, **SECRETS}))
        assert sambung.rows("SELECT category, restricted, quiet FROM cases") == [("rahasia", 1, 1)]
        status, told = as_json(ask(sambung, "GET", f"requests/{ticket}.json?extensions=true", APP))
        assert status == 200 and set(told[0]) == {"service_request_id", "status", "status_notes", "service_name", "service_code", "requested_datetime",
                                                  "updated_datetime", "expected_datetime", "extended_attributes"}, told
        assert told[0]["service_code"] == "lainnya-rahasia", told
        silent = id_of(ask(sambung, "POST", "requests.json", APP, {"service_code": "lapor-lansia", "address_string": ADDRESS, "phone": PHONE, "attribute[kontak]": "jangan"}))
        assert sambung.rows("SELECT quiet FROM cases WHERE ticket = ?", silent) == [(1,)]
        assert sambung.messages(PHONE) == []


def a_list_is_paged_and_told_by_change_and_a_quota_never_holds_a_report_back():
    with Stage(BINARY, further=PARTNERS) as stage:
        sambung = stage.sambung
        tickets = [id_of(ask(sambung, "POST", "requests.json", OTHER, {"service_code": "bantuan-lain" if i % 2 else "lapor-lansia", "address_string": f"Beji {i}"}))
                   for i in range(5)]

        def listed(query):
            status, told = as_json(ask(sambung, "GET", "requests.json?" + query, OTHER))
            assert status == 200, told
            return [one["service_request_id"] for one in told]
        assert listed("") == tickets[::-1]
        assert listed("page_size=2") + listed("page_size=2&page=2") + listed("page_size=2&page=3") == tickets[::-1]
        assert listed("service_code=bantuan-lain&status=open") == [tickets[3], tickets[1]]
        assert listed("updated_after=2026-01-01T00:00:00%2B07:00&status=closed") == []
        status, _ = ask(sambung, "GET", "requests.json", OTHER)
        assert status == 200, "the twelfth call within the hour"
        status, told = as_json(ask(sambung, "GET", "requests.json", OTHER))
        assert (status, told[0]["code"]) == (429, "429"), told
        id_of(ask(sambung, "POST", "requests.json", OTHER, {"service_code": "lapor-lansia", "address_string": "Beji 9"}))
        assert "event=partner_over_quota partner=app:aplikasi-lain" in sambung.log()


def every_sheet_goes_out_without_what_anybody_said_and_is_logged():
    with Stage(BINARY, further=PARTNERS) as stage:
        sambung = stage.sambung
        ticket = id_of(ask(sambung, "POST", "requests.json", APP, {"service_code": "lapor-lansia", "address_string": ADDRESS, **SECRETS}))
        secret = id_of(ask(sambung, "POST", "requests.json", APP, {"service_code": "lainnya-rahasia", "address_string": ADDRESS}))
        sheets = {}
        for kind in ("cases", "referrals", "requests", "decisions", "units"):
            out = os.path.join(stage.folder, kind + ".csv")
            done = subprocess.run([BINARY, "export", kind, "--config", sambung.config, "--out", out], capture_output=True, text=True, check=False)
            assert done.returncode == 0 and done.stderr == "", (kind, done)
            with open(out, encoding="utf-8", newline="") as text:
                sheets[kind] = list(csv.DictReader(text))
            with open(out, encoding="utf-8") as text:
                nothing_personal(text.read())
            workbook = os.path.join(stage.folder, kind + ".xlsx")
            done = subprocess.run([BINARY, "export", kind, "--config", sambung.config, "--out", workbook], capture_output=True, text=True, check=False)
            assert done.returncode == 0 and done.stderr == "", (kind, done)
            table = [[cell or "" for cell in row] for row in openpyxl.load_workbook(workbook).active.iter_rows(values_only=True)]
            assert table == [list(sheets[kind][0])] + [[cell.removeprefix("'") for cell in row.values()] for row in sheets[kind]], kind
        refused = subprocess.run([BINARY, "export", "cases", "--config", sambung.config, "--out", os.path.join(stage.folder, "cases.xls")],
                                 capture_output=True, text=True, check=False)
        assert refused.returncode == 1 and ".csv or .xlsx" in refused.stderr, refused
        hidden = sheets["cases"][1]
        assert (hidden["category"], hidden["area"], hidden["unit"], hidden["why"]) == ("terbatas", "", "", ""), hidden
        assert [one["ticket"] for one in sheets["referrals"]] == [ticket, secret], sheets["referrals"]
        first, second = sheets["requests"]
        assert (first["service_request_id"], first["status_description"], first["service_name"], first["description"], first["lat"]) == (ticket, "open", "lansia", "", "")
        assert (second["service_name"], second["agency_responsible"], second["address"]) == ("terbatas", "", ""), second
        assert first["requested_datetime"].endswith("Z") and first["closed_date"] == "", first
        assert sheets["decisions"][1]["why"] == "terbatas" and sheets["decisions"][0]["why"], sheets["decisions"]
        assert "trc" in [one["code"] for one in sheets["units"]]
        assert sambung.rows("SELECT meta FROM events WHERE type = 'export.made' ORDER BY seq") == [
            (json.dumps({"kind": kind}, separators=(",", ":")),) for kind in ("cases", "referrals", "requests", "decisions", "units") for _ in ("csv", "xlsx")]


run_tests([what_may_be_asked_for_is_public_in_both_formats,
           a_report_by_an_app_is_filed_once_and_tells_nothing_personal,
           a_key_that_may_not_do_that_is_told_the_same_whatever_is_wrong,
           what_is_wrong_is_said_but_danger_is_always_filed,
           what_is_told_in_confidence_shows_nothing_and_sends_nothing,
           a_list_is_paged_and_told_by_change_and_a_quota_never_holds_a_report_back,
           every_sheet_goes_out_without_what_anybody_said_and_is_logged])
