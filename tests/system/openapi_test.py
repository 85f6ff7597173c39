"""The OpenAPI document against the server: what it promises is what is answered, and nothing is answered that it does not name."""
import datetime
import json
import os
import re
import sqlite3
import subprocess
import sys
import urllib.parse

from concurrent import futures
from functools import partial

from peers import installed
from stage import FORM, ROOT, Stage, run_tests, wait_until

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's jsonschema, also where another Python is found first
import jsonschema

BINARY = os.path.abspath(sys.argv[1])
DOCUMENT = os.path.join(ROOT, "gateway", "openapi", "openapi.json")
UNIT = "kunci-unit-trc-0123456789abcdefgh"
SPENT = "kunci-unit-rps-0123456789abcdefgh"
FUNDER = "kunci-penyandang-dana-0123456789abcd"
SPENT_FUNDER = "kunci-penyandang-lain-0123456789abcd"
APP = "kunci-aplikasi-kota-0123456789abcdef"
HASTY = "kunci-aplikasi-cepat-0123456789abcde"
PARTNERS = f"""partners:
  - {{unit: trc, key: {UNIT}}}
  - {{unit: rps, key: {SPENT}, quota: 1}}
  - {{unit: disrumkim, key: {FUNDER}, scopes: [allocations]}}
  - {{unit: dayasos, key: {SPENT_FUNDER}, scopes: [allocations], quota: 1}}
  - {{name: aplikasi-kota, key: {APP}, scopes: [requests:create, requests:read]}}
  - {{name: aplikasi-cepat, key: {HASTY}, scopes: [requests:read], quota: 1}}
"""
PHONE = "+6281200000911"
NOBODYS = "T99"
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def is_date_time(text):
    return datetime.datetime.fromisoformat(text).tzinfo is not None


class Api:
    """Calls the server by the document's words and holds every answer against it."""

    def __init__(self, sambung):
        self.sambung = sambung
        with open(DOCUMENT, encoding="utf-8") as text:
            self.document = json.load(text)
        self.seen = set()

    def deref(self, thing):
        """The part itself, where the document only points at it."""
        while "$ref" in thing:
            kind, name = thing["$ref"].removeprefix("#/components/").split("/")
            thing = self.document["components"][kind][name]
        return thing

    def check(self, template, method, status, content_type, text):
        responses = self.document["paths"][template][method]["responses"]
        assert str(status) in responses, f"{method} {template} answers {status}, which is not documented: {text}"
        answer = self.deref(responses[str(status)])
        media = content_type.split(";")[0]
        assert media in answer["content"], (template, method, status, content_type)
        self.seen.add((template, method, str(status), media))
        if media == "application/json":
            schema = {**answer["content"][media]["schema"], "components": self.document["components"]}
            jsonschema.Draft202012Validator(schema, format_checker=FORMATS).validate(json.loads(text))

    def call(self, method, template, status, key=None, query="", body=None, headers=None, **path):
        assert template in self.document["paths"], template
        sent = {"Authorization": "Bearer " + key} if key else {}
        where = template.format(**path) + query
        got, told, text = self.sambung.exchange(method.upper(), where, body, {**sent, **(headers or {})})
        assert got == status, (method, where, got, text)
        self.check(template, method, got, told["Content-Type"], text)
        return json.loads(text) if told["Content-Type"].startswith("application/json") else text

    def promised(self):
        """Path, method, status, media type of all that the document promises."""
        for template, item in self.document["paths"].items():
            for method in ("get", "post"):
                for status, answer in item.get(method, {}).get("responses", {}).items():
                    for media in self.deref(answer)["content"]:
                        yield template, method, status, media


HOUSES, HOUSE = "/api/v1/allocations", "/api/v1/allocations/{house}"
HOUSE_ACTS = ["reserve", "accept", "works", "done", "release"]
REASON = '{"reason": "dana"}'
LIST, ONE = "/api/v1/referrals", "/api/v1/referrals/{task}"
ACTS = {"accept": None, "reject": "reason", "done": "outcome"}
GEO = "/open311/v2/"


def refer(api):
    """The partner API, every status but that of a store that is down."""
    api.sambung.sms(PHONE, "darurat-1", "DARURAT bapak pingsan di depan pasar Beji")
    task = wait_until("the unit's task", lambda: api.call("get", LIST, 200, UNIT)["referrals"])[0]["task"]
    assert api.call("get", ONE, 200, UNIT, task=task)["state"] == "sent"
    for status, key in ((401, None), (403, APP)):
        api.call("get", LIST, status, key)
        api.call("get", ONE, status, key, task=task)
        for act in ACTS:
            api.call("post", f"{ONE}/{act}", status, key, task=task)
    api.call("get", ONE, 404, UNIT, task=NOBODYS)
    for act, field in ACTS.items():
        body = json.dumps({field: 1}) if field else None
        api.call("post", f"{ONE}/{act}", 404, UNIT, task=NOBODYS, body=body)
        api.call("post", f"{ONE}/{act}", 422, UNIT, task=task, body=body, headers={"Idempotency-Key": "x" * 201})
    for digit in (0, 10, "1"):
        api.call("post", ONE + "/reject", 422, UNIT, task=task, body=json.dumps({"reason": digit}))
    assert api.call("post", ONE + "/accept", 200, UNIT, task=task)["reporter"]["contact"] == "phone"
    assert api.call("get", ONE, 200, UNIT, task=task)["signs"]
    assert api.call("post", ONE + "/done", 200, UNIT, task=task, body='{"outcome": 1}')["state"] == "done"
    for act in ("accept", "reject"):
        api.call("post", f"{ONE}/{act}", 409, UNIT, task=task, body='{"reason": 9}')
    api.sambung.sms(PHONE, "darurat-2", "DARURAT ibu pingsan di jalan Margonda")
    second = wait_until("another task", lambda: api.call("get", LIST, 200, UNIT)["referrals"])[0]["task"]
    assert api.call("post", ONE + "/reject", 200, UNIT, task=second, body='{"reason": 9}')["state"] == "rejected"
    api.call("post", ONE + "/done", 409, UNIT, task=second, body='{"outcome": 2}')


POOL = """code: rtlh-2026
programme: rtlh
period: "2026"
total: 2
stages: [{number: 1, begins: 2026-01-05}]
funders: [{unit: disrumkim, stage: 1, houses: 1}, {unit: dayasos, stage: 1, houses: 1}]
"""


def allocate(api):
    """The funders' API, every status but that of a store that is down."""
    def run(*words):
        subprocess.run([BINARY, *words, "--config", api.sambung.config], capture_output=True, check=True)

    for name, text in (("pool.yaml", POOL), ("rumah.csv", "area,address,name,estimate,ticket\n" + "".join(f"32.76.06.1001,Jl. A {i},Ibu A,20000000,\n" for i in (1, 2)))):
        with open(os.path.join(api.sambung.folder, name), "w", encoding="utf-8") as out:
            out.write(text)
    run("allocation", "draft", os.path.join(api.sambung.folder, "pool.yaml"), "--by", "ani")
    run("import", "allocations", os.path.join(api.sambung.folder, "rumah.csv"), "--pool", "rtlh-2026", "--by", "ani")
    run("allocation", "open", "rtlh-2026", "--by", "budi")
    first, second = [one["house"] for one in api.call("get", HOUSES, 200, FUNDER)["houses"]]
    api.call("get", HOUSE, 200, FUNDER, house=first)
    api.call("get", HOUSE, 404, FUNDER, house="H1000002")
    for status, key in ((401, None), (403, APP)):
        api.call("get", HOUSES, status, key)
        api.call("get", HOUSE, status, key, house=first)
        for act in HOUSE_ACTS:
            api.call("post", f"{HOUSE}/{act}", status, key, house=first)
    for act in HOUSE_ACTS:
        api.call("post", f"{HOUSE}/{act}", 404, FUNDER, house="H1000002", body=REASON)
        api.call("post", f"{HOUSE}/{act}", 422, FUNDER, house=first, body=REASON, headers={"Idempotency-Key": "x" * 201})
    api.call("post", HOUSE + "/release", 422, FUNDER, house=first, body='{"reason": "bosan"}')
    for act in HOUSE_ACTS[1:]:
        api.call("post", f"{HOUSE}/{act}", 409, FUNDER, house=first, body=REASON)
    api.call("post", HOUSE + "/reserve", 200, FUNDER, house=first)
    api.call("post", HOUSE + "/reserve", 409, FUNDER, house=second)
    api.call("post", HOUSE + "/release", 200, FUNDER, house=first, body=REASON)
    api.call("post", HOUSE + "/reserve", 200, FUNDER, house=first)
    assert api.call("post", HOUSE + "/accept", 200, FUNDER, house=first)["owner"]["name"] == "Ibu A"
    api.call("post", HOUSE + "/works", 200, FUNDER, house=first)
    assert api.call("post", HOUSE + "/done", 200, FUNDER, house=first)["state"] == "done"
    return second


def spend_quota(api, key, listing, one, acts, **path):
    """A key with one call an hour: the second is refused, whichever it is."""
    api.call("get", listing, 200, key)
    api.call("get", listing, 429, key)
    api.call("get", one, 429, key, **path)
    for act in acts:
        api.call("post", f"{one}/{act}", 429, key, **path)


def geo_file(api, status, form, key=APP, ending="json", headers=None):
    return api.call("post", GEO + "requests.{format}", status, key, body=urllib.parse.urlencode(form), headers={**FORM, **(headers or {})}, format=ending)


def georeport(api, ending):
    """Open311 in one format, every status but those of a store that is down and of too many calls."""
    api.call("get", GEO + "discovery.{format}", 200, format=ending)
    api.call("get", GEO + "services.{format}", 200, format=ending)
    api.call("get", GEO + "services/{code}.{format}", 200, code="lapor-lansia", format=ending)
    api.call("get", GEO + "services/{code}.{format}", 404, code="lapor-tidak-ada", format=ending)
    form = {"service_code": "lapor-lansia", "address_string": "Beji", "description": "nenek sendirian", "phone": PHONE}
    geo_file(api, 200, form, ending=ending)
    geo_file(api, 200, {"service_code": "lainnya-rahasia", "address_string": "Beji " + ending}, ending=ending)
    geo_file(api, 400, {"service_code": "lapor-lansia"}, ending=ending)
    geo_file(api, 403, form, key=HASTY, ending=ending)
    geo_file(api, 404, {**form, "service_code": "lapor-tidak-ada"}, ending=ending)
    ticket = api.call("get", GEO + "requests.{format}", 200, APP, format="json")[0]["service_request_id"]
    api.call("get", GEO + "requests.{format}", 200, APP, "?extensions=true", format=ending)
    api.call("get", GEO + "requests.{format}", 400, APP, "?start_date=kemarin", format=ending)
    api.call("get", GEO + "requests.{format}", 403, format=ending)
    for what in ("requests", "tokens"):
        template = GEO + what + "/{id}.{format}"
        api.call("get", template, 200, APP, id=ticket, format=ending)
        api.call("get", template, 404, APP, id="12", format=ending)
        api.call("get", template, 403, id=ticket, format=ending)
        api.call("get", template, 404, APP, id="123456782", format=ending)


def too_many_calls(api):
    """Last, since what is spent stays spent for a minute."""
    api.call("get", GEO + "requests.{format}", 200, HASTY, format="json")
    for ending in ("json", "xml"):
        api.call("get", GEO + "requests.{format}", 429, HASTY, format=ending)
        for what in ("requests", "tokens"):
            api.call("get", GEO + what + "/{id}.{format}", 429, HASTY, id="481207364", format=ending)
    for _ in range(20):
        api.sambung.exchange("POST", GEO + "requests.json", "a=b", {**FORM, "Authorization": "Bearer salah"})
    for ending in ("json", "xml"):
        geo_file(api, 429, {"service_code": "lapor-lansia"}, key="salah", ending=ending)
    for _ in range(120):
        api.sambung.exchange("GET", GEO + "services.json")
    for ending in ("json", "xml"):
        for what in ("discovery", "services"):
            api.call("get", GEO + what + ".{format}", 429, format=ending)
        api.call("get", GEO + "services/{code}.{format}", 429, code="lapor-lansia", format=ending)


def while_books_are_held(api, calls):
    """Somebody else holds the books for writing: it says that nothing was done."""
    books = sqlite3.connect(api.sambung.database, timeout=20, isolation_level=None)
    books.execute("BEGIN IMMEDIATE")
    with futures.ThreadPoolExecutor(len(calls)) as callers:  # each waits for the books as long as a caller may be kept waiting
        for done in [callers.submit(call) for call in calls]:
            done.result()
    books.execute("ROLLBACK")
    books.close()


def every_answer_that_is_promised_is_given_and_fits():
    with Stage(BINARY, further=PARTNERS) as stage:
        api = Api(stage.sambung)
        assert api.call("get", "/api/v1/openapi.json", 200) == api.document
        refer(api)
        for ending in ("json", "xml"):
            georeport(api, ending)
        body = {act: json.dumps({field: 1}) if field else None for act, field in ACTS.items()}
        form = {"service_code": "lapor-lansia", "address_string": "Beji"}
        while_books_are_held(api, [partial(api.call, "post", f"{ONE}/{act}", 503, UNIT, task="T10", body=body[act]) for act in ACTS]
                             + [partial(geo_file, api, 503, form, ending=ending, headers={"Idempotency-Key": "k"}) for ending in ("json", "xml")])
        spend_quota(api, SPENT, LIST, ONE, ACTS, task="T10")
        too_many_calls(api)
    with Stage(BINARY, further=PARTNERS) as stage:  # wrong keys are counted over all doors
        funders = Api(stage.sambung)
        house = allocate(funders)
        while_books_are_held(funders, [partial(funders.call, "post", f"{HOUSE}/{act}", 503, FUNDER, house=house, body=REASON) for act in HOUSE_ACTS])
        spend_quota(funders, SPENT_FUNDER, HOUSES, HOUSE, HOUSE_ACTS, house="H1000002")
        api.seen |= funders.seen
        # That a reader of the books is refused cannot be brought about from outside.
        unseen = {one for one in api.promised() if one[1:3] == ("get", "503")}
        missing = sorted(set(api.promised()) - unseen - api.seen)
        assert not missing, "promised, but never seen: " + "; ".join(" ".join(one) for one in missing)


def another_method_is_refused_with_those_that_are_taken():
    with Stage(BINARY, further=PARTNERS) as stage:
        api = Api(stage.sambung)
        for template, item in api.document["paths"].items():
            taken = [method for method in ("GET", "POST") if method.lower() in item]
            for method in {"GET", "POST", "PUT", "DELETE"} - set(taken):
                path = template.format(task="T10", house="H1000002", code="lapor-lansia", id="481207364", format="json")
                status, told, _ = stage.sambung.exchange(method, path, None, {"Authorization": "Bearer " + (FUNDER if "allocations" in path else UNIT)})
                assert (status, told["Allow"]) == (405, ", ".join(taken)), (method, path, status, told)


def no_way_in_is_missing_from_the_document():
    """Every path that the sources or the pages for other systems name stands in it."""
    with open(DOCUMENT, encoding="utf-8") as text:
        document = json.load(text)
    known = {re.sub(r"\{\w+\}", "*", path) for path in document["paths"]}
    roots = {path.split("/*")[0] for path in known}
    source = os.path.join(ROOT, "gateway", "src")
    for folder, _, files in os.walk(source):
        for name in files:
            with open(os.path.join(folder, name), encoding="utf-8") as text:
                for path in re.findall(r'"(/api/v1/[\w./-]+)"', text.read()):
                    assert path.rstrip("/") in roots, (name, path)
    for page in ("partner-api.md", "open311.md"):
        with open(os.path.join(ROOT, "docs", page), encoding="utf-8") as text:
            named = re.findall(r"`(GET|POST) (/(?:api/v1|open311/v2)/[^ `]+)`", text.read())
        assert named, page
        for method, path in named:
            path = re.sub(r"\.\{xml,json\}", ".*", path)
            path = re.sub(r"/(TASK|HOUSE|CODE|ID)\b", "/*", path)
            found = [one for one in document["paths"] if re.sub(r"\{\w+\}", "*", one) == path]
            assert found and method.lower() in document["paths"][found[0]], (page, method, path)


def another_readers_lint_finds_nothing():
    environment = {**installed("openapi"), "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    # The rule that is left out wants a refusal of each call; nothing can be wrong with asking for the document.
    lint = os.path.join(environment["NODE_PATH"], ".bin", "redocly")
    done = subprocess.run([lint, "lint", "--extends", "recommended-strict", "--skip-rule", "operation-4xx-response", DOCUMENT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


run_tests([another_readers_lint_finds_nothing,
           no_way_in_is_missing_from_the_document,
           another_method_is_refused_with_those_that_are_taken,
           every_answer_that_is_promised_is_given_and_fits])
