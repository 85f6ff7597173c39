"""Units and calendar by their commands, beside the running service: a changed file is a draft, two people put it in force without a restart, one takes it back; and a duty phone is another one for an hour."""
import json
import os
import signal
import subprocess
import sys

from stage import Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
PHONE = "+6281250000091"
OLD, NEW, TONIGHT = "+6281200000011", "+6281200000911", "+6281200000922"


def sambung(stage, *words):
    return subprocess.run([BINARY, *words, "--config", stage.sambung.config], capture_output=True, text=True, check=False)


def does(stage, *words):
    done = sambung(stage, *words)
    assert done.returncode == 0, done
    return done.stdout


def refuses(stage, code, sentence, *words):
    done = sambung(stage, *words)
    assert done.returncode == code and sentence in done.stdout + done.stderr, (words, done)


def change_pack(stage, file, *changes):
    path = os.path.join(stage.sambung.pack, file)
    with open(path, encoding="utf-8") as source:
        text = source.read()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def office(stage):
    return json.loads(stage.sambung.desk_get("/readyz")[1])["office"]


def in_use(stage, kind, version):
    wait_until(f"{kind} {version} in use", lambda: office(stage)[kind] == version, 5)


def alarms(stage, phone):
    return [one for one in stage.sambung.messages(phone) if one["channel"] == "sms" and "DARURAT" in one["text"]]


def danger_rings(stage, number, phone):
    """A new P0, and whom it rings."""
    before = len(alarms(stage, phone))
    assert stage.sambung.sms(f"{PHONE[:-2]}{number}", f"danger-{number}", "DARURAT ada orang pingsan di pasar")[0] == 200
    wait_until(f"alarm {number} on the phone", lambda: len(alarms(stage, phone)) > before)
    return stage.sambung.rows("SELECT ticket FROM cases ORDER BY id DESC LIMIT 1")[0][0]


def accepts(stage, phone):
    """The officer with that phone takes the task of its last alarm."""
    task = alarms(stage, phone)[-1]["text"].split()[0]
    accepted = len(stage.sambung.rows("SELECT 1 FROM referrals WHERE status = 'accepted'"))
    assert stage.sambung.sms(phone, "accept-" + task, "TERIMA " + task)[0] == 200
    wait_until("its word counts", lambda: len(stage.sambung.rows("SELECT 1 FROM referrals WHERE status = 'accepted'")) > accepted)


def a_changed_duty_number_goes_its_way_by_two_people_and_back():
    with Stage(BINARY, own_pack=True) as stage:
        danger_rings(stage, 10, OLD)
        change_pack(stage, "units.yaml", (OLD, NEW))
        wait_until("the log says how", lambda: "event=office_files_changed" in stage.sambung.log())
        assert len(does(stage, "office", "list", "units").splitlines()) == 2, "an editor's saving is no draft"
        stage.sambung.process.send_signal(signal.SIGHUP)
        wait_until("the draft", lambda: "2,draft,pack," in does(stage, "office", "list", "units"))
        danger_rings(stage, 11, OLD)
        refuses(stage, 2, "say who you are", "office", "show", "units", "2")
        assert NEW in does(stage, "office", "show", "units", "2", "--by", "sari")
        refuses(stage, 2, "a second person approves it first", "office", "activate", "units", "2", "--by", "sari")
        approved = does(stage, "office", "approve", "units", "2", "--by", "budi")
        assert "unit trc: duty sms 0812****0011" in approved and "-> sms 0812****0911" in approved and "+62" not in approved, approved
        danger_rings(stage, 12, OLD)
        refuses(stage, 2, "another person activates it", "office", "activate", "units", "2", "--by", "budi")
        does(stage, "office", "activate", "units", "2", "--by", "sari")
        in_use(stage, "units", 2)
        rung_before = len(alarms(stage, OLD))
        danger_rings(stage, 13, NEW)
        assert len(alarms(stage, OLD)) == rung_before
        accepts(stage, NEW)
        assert "units 1 is active again" in does(stage, "office", "rollback", "units", "--by", "sari")
        in_use(stage, "units", 1)
        danger_rings(stage, 14, OLD)
        told = [row[0] for row in stage.sambung.rows("SELECT type || ' ' || actor FROM events WHERE type LIKE 'units.%' ORDER BY seq")]
        assert told == ["units.drafted pack", "units.activated pack", "units.drafted pack", "units.shown sari", "units.approved budi",
                        "units.activated sari", "units.rolled_back sari"], told
        assert stage.sambung.stop() == 0
        stage.sambung.start()
        danger_rings(stage, 15, OLD)
        assert "+6281" not in stage.sambung.log()
        with open(stage.sambung.database, "rb") as file:
            assert NEW.encode() not in file.read(), "the text is sealed"
        assert subprocess.run([BINARY, "verify-log", "--config", stage.sambung.config], capture_output=True, check=False).returncode == 0


def a_duty_phone_is_another_one_tonight():
    with Stage(BINARY) as stage:
        danger_rings(stage, 20, OLD)
        point = ["duty", "point", "trc", "--channel", "sms", "--address", TONIGHT]
        refuses(stage, 2, "1 to 24 hours", *point, "--hours", "25", "--by", "sari")
        refuses(stage, 2, "rings no phone", "duty", "point", "trc", "--channel", "ussd", "--address", TONIGHT, "--hours", "1", "--by", "sari")
        refuses(stage, 2, "there is no unit", "duty", "point", "trz", "--channel", "sms", "--address", TONIGHT, "--hours", "1", "--by", "sari")
        done = does(stage, *point, "--hours", "1", "--by", "sari")
        assert "0812****0922" in done and TONIGHT not in done, done
        wait_until("it is in use", lambda: office(stage)["pointed"] == 1, 5)
        danger_rings(stage, 21, TONIGHT)
        assert len(alarms(stage, OLD)) == 1, "the one that was lost is not rung"
        accepts(stage, TONIGHT)
        wait_until("a figure tells", lambda: "sambung_duty_points_unreviewed 1" in stage.sambung.desk_get("/metrics")[1])
        listed = does(stage, "duty", "list").splitlines()
        assert listed[1].startswith("1,trc,sms,0812****0922,") and listed[1].endswith(",yes,sari,"), listed
        refuses(stage, 2, "cannot review it", "duty", "review", "1", "--by", "Sari")
        does(stage, "duty", "review", "1", "--by", "budi")
        wait_until("the figure falls", lambda: "sambung_duty_points_unreviewed 0" in stage.sambung.desk_get("/metrics")[1])
        assert "+6281" not in stage.sambung.log()


def what_does_not_fit_is_refused_and_a_unit_with_a_task_stays():
    with Stage(BINARY, own_pack=True) as stage:
        units = change_pack(stage, "units.yaml", ("code: disdik", "code: dinas-pendidikan"))
        refuses(stage, 1, "E210", "office", "draft", "units", units, "--by", "sari")
        # A unit is added first, then the rules turn to it, and then the old one goes.
        with open(units, encoding="utf-8") as source:
            text = source.read()
        old = text.split("  - code: dinas-pendidikan\n", 1)[1].split("\n\n", 1)[0]
        both = os.path.join(stage.folder, "both.yaml")
        with open(both, "w", encoding="utf-8") as out:
            out.write(text.rstrip("\n") + "\n\n  - code: disdik\n" + old.rstrip("\n") + "\n")
        does(stage, "office", "draft", "units", both, "--by", "sari")
        assert "new unit dinas-pendidikan" in does(stage, "office", "approve", "units", "2", "--by", "budi")
        does(stage, "office", "activate", "units", "2", "--by", "sari")
        in_use(stage, "units", 2)
        with open(os.path.join(stage.sambung.pack, "routing.csv"), encoding="utf-8") as source:
            rules = source.read().replace(",disdik,", ",dinas-pendidikan,")
        path = os.path.join(stage.folder, "rules.csv")
        with open(path, "w", encoding="utf-8") as out:
            out.write(rules)
        does(stage, "rules", "draft", path, "--by", "sari")
        does(stage, "simulate-routing", "--rules", path, "--by", "sari")
        does(stage, "rules", "approve", "2", "--by", "budi")
        does(stage, "rules", "activate", "2", "--by", "sari")
        in_use(stage, "routing", 2)
        does(stage, "office", "draft", "units", units, "--by", "sari")
        ticket = danger_rings(stage, 30, OLD)
        does(stage, "case", "move", ticket, "disdik", "--reason", "lebih_dekat", "--by", "sari")
        refuses(stage, 2, "suspend them instead: disdik (1)", "office", "approve", "units", "3", "--by", "budi")
        does(stage, "case", "move", ticket, "trc", "--reason", "lebih_dekat", "--by", "sari")
        assert "gone unit disdik" in does(stage, "office", "approve", "units", "3", "--by", "budi")
        does(stage, "office", "activate", "units", "3", "--by", "sari")
        in_use(stage, "units", 3)
        refuses(stage, 1, "E210", "rules", "rollback", "--by", "sari")


def a_holiday_is_added_while_the_service_runs():
    with Stage(BINARY, own_pack=True) as stage:
        path = change_pack(stage, "calendar.yaml", ("holidays:\n", "holidays:\n  - {date: \"2031-03-03\", name: Libur Baru}\n"))
        does(stage, "office", "draft", "calendar", path, "--by", "sari")
        assert '+ - {date: "2031-03-03", name: Libur Baru}' in does(stage, "office", "approve", "calendar", "2", "--by", "budi")
        does(stage, "office", "activate", "calendar", "2", "--by", "sari")
        in_use(stage, "calendar", 2)
        assert office(stage)["fits"] is True and office(stage)["needs_restart"] == []


def a_broken_file_of_the_pack_stops_nobody():
    with Stage(BINARY, own_pack=True) as stage:
        change_pack(stage, "units.yaml", ("hours: 24h", "hours: sometimes"))
        assert stage.sambung.stop() == 0
        stage.sambung.start()
        assert "event=office_not_drafted" in stage.sambung.log()
        danger_rings(stage, 40, OLD)
        refuses(stage, 1, "P003", "check")


run_tests([a_changed_duty_number_goes_its_way_by_two_people_and_back, a_duty_phone_is_another_one_tonight,
           what_does_not_fit_is_refused_and_a_unit_with_a_task_stays, a_holiday_is_added_while_the_service_runs,
           a_broken_file_of_the_pack_stops_nobody])
