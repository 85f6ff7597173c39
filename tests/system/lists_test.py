"""Lists of beneficiaries by their command, beside the running service: whole or not at all, also when the import is killed, and cases are filed meanwhile."""
import os
import subprocess
import sys

from stage import Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
HEADER = "nik,kk,phone,card,standing,reason,batch\n"


def nik(number):
    return f"32760155059{number:05d}" if number < 100000 else f"3276{number:012d}"


def write_list(stage, name, count, standing="terdaftar", extra=""):
    path = os.path.join(stage.folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEADER)
        for number in range(1, count + 1):
            out.write(f"{nik(number)},,08128{number:07d},,{standing},,A1\n")
        out.write(extra)
    return path


def words(stage, path, as_of, *more):
    return [BINARY, "import", "beneficiaries", path, "--programme", "kds", "--as-of", as_of, "--by", "sari", "--config", stage.sambung.config, *more]


def imports(stage, path, as_of, *more):
    return subprocess.run(words(stage, path, as_of, *more), capture_output=True, text=True, check=False)


def in_force(stage):
    return stage.sambung.rows("SELECT as_of, entries, (SELECT count(*) FROM list_members WHERE list = lists.id) FROM lists WHERE state = 'current'")


def a_list_is_taken_over_once_and_replaced_whole():
    with Stage(BINARY) as stage:
        first = write_list(stage, "first.csv", 1000)
        dry = imports(stage, first, "2026-11-01", "--dry-run")
        assert dry.returncode == 0 and "1000 rows would be kept" in dry.stdout and not in_force(stage), dry
        done = imports(stage, first, "2026-11-01")
        assert done.returncode == 0 and "1000 rows are in force, as of 2026-11-01" in done.stdout and not done.stderr, done
        assert in_force(stage) == [("2026-11-01", 1000, 2000)], "a NIK and a phone each"
        again = imports(stage, first, "2026-11-01")
        assert again.returncode == 0 and "in force already" in again.stdout, again
        wrong = write_list(stage, "wrong.csv", 500, extra="3.27601E+15,,,,terdaftar,,\n")
        refused = imports(stage, wrong, "2026-11-12")
        assert refused.returncode == 1 and f"{wrong}:502:1: L004:" in refused.stdout and "3.27601" not in refused.stdout, refused
        assert in_force(stage) == [("2026-11-01", 1000, 2000)], "all or nothing"
        done = imports(stage, write_list(stage, "second.csv", 700, "berhenti"), "2026-11-12")
        assert done.returncode == 0, done
        assert in_force(stage) == [("2026-11-12", 700, 1400)]
        assert stage.sambung.rows("SELECT count(*) FROM list_members") == [(1400,)], "what was replaced is gone"
        older = imports(stage, first, "2026-11-02")
        assert older.returncode == 2 and "--older" in older.stderr, older
        for sentence, more in (("a day that is yet to come", ("2031-01-01",)), ("a day like", ("12/11/2026",))):
            refused = imports(stage, first, *more)
            assert refused.returncode == 2 and sentence in refused.stderr, refused


def file_one(stage, number):
    assert stage.sambung.sms(f"+62812500{number:05d}", f"danger-{number}", "DARURAT ada orang pingsan di pasar")[0] == 200


def a_killed_import_leaves_nothing_and_cases_are_filed_meanwhile():
    with Stage(BINARY) as stage:
        assert imports(stage, write_list(stage, "first.csv", 100), "2026-11-01").returncode == 0
        large = write_list(stage, "large.csv", 60000)
        importing = subprocess.Popen(words(stage, large, "2026-11-12"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wait_until("rows of it are there", lambda: stage.sambung.rows("SELECT count(*) FROM list_members")[0][0] > 5000)
        rival = imports(stage, large, "2026-11-12")
        assert rival.returncode == 2 and "another import of that programme is under way, by sari" in rival.stderr, rival
        for number in range(3):
            file_one(stage, number)
        wait_until("they are filed", lambda: stage.sambung.rows("SELECT count(*) FROM cases")[0][0] == 3)
        assert importing.poll() is None, "it was still under way"
        importing.kill()
        importing.communicate()
        assert in_force(stage) == [("2026-11-01", 100, 200)]
        # The service sweeps it away by itself, once it gave no sign of life for half a minute.
        wait_until("it is swept away", lambda: stage.sambung.rows("SELECT count(*) FROM lists WHERE state = 'gone'") == [(1,)]
                   or stage.sambung.rows("SELECT state FROM lists ORDER BY id DESC LIMIT 1") == [("broken",)], 50)
        done = imports(stage, write_list(stage, "third.csv", 50), "2026-11-12")
        assert done.returncode == 0 and in_force(stage) == [("2026-11-12", 50, 100)], done
        assert stage.sambung.rows("SELECT count(*) FROM list_members") == [(100,)]


CASES = "kind,category,danger,area,place,story,phone,contact,date\n"


def write_cases(stage, name, count, extra=""):
    path = os.path.join(stage.folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(CASES)
        for number in range(1, count + 1):
            out.write(f"lapor,lansia,,32.76.06,rumah nomor {number},,,,2026-01-02\n")
        out.write(extra)
    return path


def case_words(stage, path, *more):
    return [BINARY, "import", "cases", path, "--by", "sari", "--config", stage.sambung.config, *more]


def takes_cases(stage, path, *more):
    return subprocess.run(case_words(stage, path, *more), capture_output=True, text=True, check=False)


def filed(stage):
    return stage.sambung.rows("SELECT count(*) FROM cases")[0][0]


def paper_forms_are_filed_once_each_and_danger_rings():
    with Stage(BINARY) as stage:
        wrong = write_cases(stage, "wrong.csv", 3, "lapor,lansia,,99.99,di pasar,,,,2026-01-02\n")
        refused = takes_cases(stage, wrong)
        assert refused.returncode == 1 and f"{wrong}:5:15: K007:" in refused.stdout and "99.99" not in refused.stdout, refused
        assert filed(stage) == 0, "nothing before every row was checked"
        path = write_cases(stage, "night.csv", 3, "lapor,lansia,ya,32.76.06,di bawah jembatan,,,,2026-01-02\n")
        dry = takes_cases(stage, path, "--dry-run")
        assert dry.returncode == 0 and "4 cases would be filed, 1 of them in danger" in dry.stdout and filed(stage) == 0, dry
        done = takes_cases(stage, path)
        assert done.returncode == 0 and "4 rows are filed, 0 of them before" in done.stdout and filed(stage) == 4, done
        assert stage.sambung.rows("SELECT count(*) FROM cases WHERE urgency = 0") == [(1,)]
        assert stage.sambung.rows("SELECT count(*) FROM outbox WHERE lane = 0")[0][0] > 0, "the duty is rung"
        with open(path + ".tickets.csv", encoding="utf-8") as out:
            tickets = out.read()
        assert os.stat(path + ".tickets.csv").st_mode & 0o077 == 0 and len(tickets.splitlines()) == 5
        again = takes_cases(stage, path)
        assert again.returncode == 0 and "4 of them before" in again.stdout and filed(stage) == 4, again
        with open(path + ".tickets.csv", encoding="utf-8") as out:
            assert out.read() == tickets, "the same tickets"


def a_killed_import_of_cases_goes_on_where_it_was():
    with Stage(BINARY) as stage:
        path = write_cases(stage, "many.csv", 300)
        importing = subprocess.Popen(case_words(stage, path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wait_until("some are filed", lambda: filed(stage) >= 20)
        importing.kill()
        importing.communicate()
        there = filed(stage)
        assert 20 <= there < 300, "it was killed half-way"
        done = takes_cases(stage, path)
        assert done.returncode == 0 and f"300 rows are filed, {there} of them before" in done.stdout, done
        assert filed(stage) == 300


run_tests([a_list_is_taken_over_once_and_replaced_whole, a_killed_import_leaves_nothing_and_cases_are_filed_meanwhile,
           paper_forms_are_filed_once_each_and_danger_rings, a_killed_import_of_cases_goes_on_where_it_was])
