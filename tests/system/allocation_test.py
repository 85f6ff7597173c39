"""One house, one funder: commands, the funders' API, eight programs at once, and a service that is killed among them."""
import collections
import csv
import io
import json
import os
import random
import subprocess
import sys
import threading

from stage import Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
# The Tangerang Selatan of 2025: 264 houses, 158 by the city, 106 by others in stages. Here every funder is a unit of the pack.
CITY = "disrumkim"
OTHERS = ["trc", "rps", "rehsos", "rehsos-lansia", "rehsos-disabilitas", "dayasos", "linjamsos"]
KEYS = {unit: f"kunci-penyandang-{unit}-0123456789abcdef"[:60] for unit in [CITY, *OTHERS]}
PHONE = "+6281200000921"


def pool_text(units, total=264):
    funders = [f"  - {{unit: {units[0]}, stage: 1, houses: 158}}", f"  - {{unit: {units[1]}, stage: 2, houses: 40, rupiah: 700000000}}"]
    funders += [f"  - {{unit: {unit}, stage: 2, houses: 20}}" for unit in units[2:-1]]
    funders += [f"  - {{unit: {units[-1]}, stage: 3, houses: 50}}"]
    return "\n".join([f"code: rtlh-2026\nprogramme: rtlh\nperiod: \"2026\"\ntotal: {total}\nhold_days: 14",
                      "stages:\n  - {number: 1, begins: 2026-01-05}\n  - {number: 2, begins: 2026-02-05}\n  - {number: 3, begins: 2099-01-01}",
                      "funders:", *funders]) + "\n"


class Office(Stage):
    """A service whose units are funders, with keys of their own."""

    def __init__(self, **sambung):
        partners = "partners:\n" + "".join(f"  - {{unit: {unit}, key: {key}, scopes: [allocations]}}\n" for unit, key in KEYS.items())
        super().__init__(BINARY, further=partners, **sambung)

    def run(self, *words, fails=False):
        done = subprocess.run([BINARY, *words, "--config", self.sambung.config], capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == fails, (words, done)
        return done.stdout + done.stderr

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        return path

    def pool(self, houses=264, total=264):
        self.run("allocation", "draft", self.write("pool.yaml", pool_text([CITY, *OTHERS], total)), "--by", "ani")
        rows = ["area,address,name,estimate,ticket"] + [f"32.76.06.100{1 + i % 6},\"Jl. Melati No. {i}, RT 0{i % 9}\",Ibu {i},20000000," for i in range(houses)]
        listed = self.run("import", "allocations", self.write("rumah.csv", "\r\n".join(rows) + "\r\n"), "--pool", "rtlh-2026", "--by", "ani")
        self.run("allocation", "open", "rtlh-2026", "--by", "budi")
        return [line.split(",")[1] for line in listed.splitlines()[1:houses + 1]]

    def gap(self):
        rows = csv.reader(io.StringIO(self.run("allocation", "gap", "rtlh-2026")))
        return {(what, of): int(number) for what, of, number in list(rows)[1:]}

    def houses(self):
        return list(csv.DictReader(io.StringIO(self.run("allocation", "list", "rtlh-2026"))))

    def call(self, method, unit, rest="", body=None, repeat=None, timeout=20):
        headers = {"Authorization": "Bearer " + KEYS[unit], **({"Idempotency-Key": repeat} if repeat else {})}
        status, _, text = self.sambung.exchange(method, "/api/v1/allocations" + rest, body, headers, timeout=timeout)
        return status, json.loads(text)


def a_pool_is_drafted_listed_and_opened_by_two_people():
    with Office() as office:
        assert "A004" in office.run("allocation", "draft", office.write("bad.yaml", pool_text(["tidak-ada", CITY, "trc", "rps"])), "--by", "ani", fails=True)
        office.run("allocation", "draft", office.write("pool.yaml", pool_text([CITY, *OTHERS])), "--by", "ani")
        bad = office.write("bad.csv", "area,address,name,estimate,ticket\r\n32.76.06.1001,Jl. A 1,Ibu A,20000000,\r\n99,,,20.000.000,12\r\n32.76.06.1001,JL A 1,Ibu B,1,\r\n")
        found = office.run("import", "allocations", bad, "--pool", "rtlh-2026", "--by", "ani", fails=True)
        told = {line.split(": ")[1]: line.split(": ")[0].removeprefix(bad) for line in found.splitlines()}
        assert told == {"A013": ":3:1", "A014": ":3:4", "A015": ":3:5", "A016": ":3:6", "A017": ":3:17", "A018": ":4:15"}, told
        assert "Ibu" not in found and "Jl" not in found, "a finding repeats nobody's data"
        good = office.write("good.csv", "area,address,name,estimate,ticket\r\n32.76.06.1001,Jl. A 1,Ibu A,20000000,\r\n")
        assert "1 houses would be kept" in office.run("import", "allocations", good, "--pool", "rtlh-2026", "--by", "ani", "--dry-run")
        assert "no houses yet" in office.run("allocation", "open", "rtlh-2026", "--by", "budi", fails=True)
        code = office.run("import", "allocations", good, "--pool", "rtlh-2026", "--by", "ani").splitlines()[1].split(",")[1]
        assert code in office.run("import", "allocations", good, "--pool", "rtlh-2026", "--by", "ani"), "the same file again is the same house"
        other = office.write("other.csv", "area,address,name,estimate,ticket\r\n32.76.06.1001,jl a no 9,Ibu C,20000000,481207364\r\n32.76.06.1001,jl a 1,Ibu A,20000000,\r\n")
        refused = office.run("import", "allocations", other, "--pool", "rtlh-2026", "--by", "ani", fails=True)
        assert ":2:1: A020" in refused and ":3:1: A021" in refused, refused
        assert "second person" in office.run("allocation", "open", "rtlh-2026", "--by", "Ani", fails=True)
        office.run("allocation", "open", "rtlh-2026", "--by", "budi")
        assert "reserved disrumkim" in office.run("allocation", "reserve", code, "--funder", CITY, "--by", "ani")
        office.run("allocation", "swap", code, "--funder", "trc", "--reason", "dana", "--by", "ani")
        assert "second person" in office.run("allocation", "confirm", code, "--by", "ani", fails=True)
        assert "reserved trc" in office.run("allocation", "confirm", code, "--by", "budi")
        office.run("allocation", "list", "rtlh-2026", "--out", os.path.join(office.folder, "rumah.xlsx"))
        office.run("verify-log")


def a_funders_program_takes_a_house_from_the_list_to_done():
    with Office() as office:
        codes = office.pool(3)
        status, listed = office.call("GET", CITY)
        assert status == 200 and sorted(one["house"] for one in listed["houses"]) == sorted(codes), listed
        first = listed["houses"][0]
        assert set(first) == {"house", "pool", "state", "yours", "area", "area_name", "district", "estimate"}, first
        assert (first["state"], first["yours"], first["district"]) == ("open", False, "Beji"), first
        assert office.call("GET", OTHERS[-1]) == (200, {"unit": OTHERS[-1], "houses": []}), "its stage has not begun"
        house = "/" + first["house"]
        assert office.call("POST", OTHERS[-1], house + "/reserve")[1]["error"]["code"] == "stage_not_begun"
        status, told = office.call("POST", CITY, house + "/reserve", repeat="a")
        assert status == 200 and told["state"] == "reserved" and told["reserved_until"] and "owner" not in told, told
        assert office.call("POST", CITY, house + "/reserve", repeat="a") == (status, told)
        assert office.call("POST", CITY, "/" + listed["houses"][1]["house"] + "/reserve", repeat="a")[1]["error"]["code"] == "idempotency_key_reused"
        assert office.call("POST", OTHERS[0], house + "/reserve")[1]["error"]["code"] == "not_now"
        assert office.call("POST", OTHERS[0], house + "/accept")[1]["error"]["code"] == "taken"
        assert office.call("GET", OTHERS[0], house)[0] == 404
        assert office.call("POST", CITY, house + "/works")[1]["error"]["code"] == "not_now"
        status, told = office.call("POST", CITY, house + "/accept")
        assert told["owner"]["address"].startswith("Jl. Melati No.") and told["owner"]["name"].startswith("Ibu"), told
        assert office.call("POST", CITY, house + "/release", "{}")[0] == 422
        assert office.call("POST", CITY, house + "/works")[1]["state"] == "works"
        assert office.call("POST", CITY, house + "/release", '{"reason": "dana"}')[0] == 409, "who has begun to build does not walk away alone"
        assert office.call("POST", CITY, house + "/done")[1]["state"] == "done"
        gap = office.gap()
        assert (gap["booked", ""], gap["done", CITY], gap["left", ""]) == (1, 1, 263), gap
        for path in ("/H1", "/H1000002", house + "/other"):
            assert office.call("GET", CITY, path)[0] == 404, path
        log = office.sambung.log()
        assert "Melati" not in log and "Ibu" not in log


def whoever_asked_hears_that_somebody_pays_and_that_it_is_done():
    with Office() as office:
        sambung = office.sambung
        sambung.sms(PHONE, "mo-1", "DARURAT rumah roboh menimpa orang di Beji")
        ticket = wait_until("a case", lambda: sambung.rows("SELECT ticket FROM cases"))[0][0]
        office.run("allocation", "draft", office.write("pool.yaml", pool_text([CITY, *OTHERS])), "--by", "ani")
        office.run("import", "allocations", office.write("rumah.csv", f"area,address,name,estimate,ticket\r\n32.76.06.1001,Jl. A 1,Ibu A,20000000,{ticket}\r\n"),
                   "--pool", "rtlh-2026", "--by", "ani")
        office.run("allocation", "open", "rtlh-2026", "--by", "budi")
        house = "/" + office.call("GET", CITY)[1]["houses"][0]["house"]
        for act in ("reserve", "accept", "works", "done"):
            assert office.call("POST", CITY, house + "/" + act)[0] == 200, act
        funded = sambung.answer(PHONE, "sms", containing="Sudah ada yang membiayai")
        done = sambung.answer(PHONE, "sms", containing="dicatat selesai")
        for text in (funded, done):
            assert ticket in text.replace(" ", ""), text
            assert "20000000" not in text and "umah" not in text and CITY not in text, "neither a sum nor what for, nor who"


def eight_programs_at_once_and_a_service_that_is_killed_lose_and_double_nothing():
    with Office() as office:
        codes = office.pool(300)  # more than the pool pays for
        units = [CITY, *OTHERS]
        booked = collections.defaultdict(set)  # what each was told is theirs
        over = threading.Event()
        odd = []

        def book(unit):
            order = random.Random(unit).sample(codes, len(codes))
            while order and not over.is_set():
                house = order.pop()
                for attempt in range(200):
                    try:
                        status, told = office.call("POST", unit, f"/{house}/reserve", repeat=house, timeout=5)
                    except (OSError, ValueError):  # killed in between: the same again
                        over.wait(0.05)
                        continue
                    if status == 429:
                        over.wait(0.5)
                        continue
                    if status == 503:
                        continue
                    break
                if status == 200 and told["yours"]:
                    booked[unit].add(house)
                elif status == 409 and told["error"]["code"] in ("ceiling_houses", "ceiling_sum", "pool_full", "stage_not_begun"):
                    return
                elif status != 409:
                    odd.append((unit, house, status, told))

        programs = [threading.Thread(target=book, args=(unit,)) for unit in units]
        for program in programs:
            program.start()
        kills = 0
        while any(program.is_alive() for program in programs) and kills < 12:
            before = sum(map(len, booked.values()))
            wait_until("some more are booked", lambda: sum(map(len, booked.values())) >= before + 15 or not any(one.is_alive() for one in programs), 60)
            office.sambung.kill()
            office.sambung.start()
            kills += 1
        for program in programs:
            program.join(120)
        assert not any(program.is_alive() for program in programs)
        over.set()
        assert not odd, odd[:3]

        houses = {one["house"]: one["funder"] for one in office.houses()}
        by_unit = collections.Counter(funder for funder in houses.values() if funder)
        ceilings = {CITY: 158, OTHERS[0]: 35, **{unit: 20 for unit in OTHERS[1:-1]}, OTHERS[-1]: 0}  # 700 million pay for 35 of 20
        for unit, theirs in booked.items():
            for house in theirs:
                assert houses[house] == unit, (unit, house, houses[house])
        assert {unit: len(theirs) for unit, theirs in booked.items() if theirs} == dict(by_unit), "nobody has what they were not told of"
        assert all(by_unit[unit] <= ceilings[unit] for unit in units), by_unit
        assert sum(by_unit.values()) <= 264, by_unit
        gap = office.gap()
        assert gap["booked", ""] == sum(by_unit.values()) and gap["left", ""] == 264 - sum(by_unit.values()), gap
        assert all(gap["booked", unit] == by_unit[unit] for unit in units), gap
        assert sum(number for (what, _), number in gap.items() if what == "open") == 300 - sum(by_unit.values()), gap
        steps = office.sambung.rows("SELECT count(*) FROM events WHERE type = 'house.reserve'")[0][0]
        assert steps == sum(by_unit.values()), (steps, by_unit)
        assert kills >= 5, kills
        office.sambung.stop()
        office.run("verify-log")


run_tests([a_pool_is_drafted_listed_and_opened_by_two_people,
           a_funders_program_takes_a_house_from_the_list_to_done,
           whoever_asked_hears_that_somebody_pays_and_that_it_is_done,
           eight_programs_at_once_and_a_service_that_is_killed_lose_and_double_nothing])
