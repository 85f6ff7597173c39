"""The routing table by its commands, beside the running service: proposed, rehearsed, approved by a second person, used, taken back; and a case moved by hand."""
import os
import subprocess
import sys

from stage import Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
PHONE = "+6281250000081"


def sambung(stage, *words):
    return subprocess.run([BINARY, *words, "--config", stage.sambung.config], capture_output=True, text=True, check=False)


def does(stage, *words):
    done = sambung(stage, *words)
    assert done.returncode == 0, done
    return done.stdout


def refuses(stage, code, sentence, *words):
    done = sambung(stage, *words)
    assert done.returncode == code and sentence in done.stdout + done.stderr, (words, done)


def table(stage, name, *changes):
    with open(os.path.join(stage.sambung.pack, "routing.csv"), encoding="utf-8") as source:
        text = source.read()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = os.path.join(stage.folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def change_pack(stage, file, old, new):
    path = os.path.join(stage.sambung.pack, file)
    with open(path, encoding="utf-8") as source:
        text = source.read()
    assert old in text, old
    with open(path, "w", encoding="utf-8") as out:
        out.write(text.replace(old, new, 1))


def file_danger(stage, number):
    """The ticket and unit of a new P0."""
    before = stage.sambung.rows("SELECT count(*) FROM cases")[0][0]
    assert stage.sambung.sms(f"{PHONE[:-2]}{number}", f"danger-{number}", "DARURAT ada orang pingsan di pasar")[0] == 200
    wait_until("it is filed", lambda: stage.sambung.rows("SELECT count(*) FROM cases")[0][0] > before)
    return stage.sambung.rows("SELECT ticket, unit FROM cases ORDER BY id DESC LIMIT 1")[0]


def a_table_goes_its_way_by_two_people_and_back():
    with Stage(BINARY) as stage:
        assert file_danger(stage, 10)[1] == "trc"
        to_the_shelter = table(stage, "shelter.csv", ("10,*,*,P0-P1,*,*,*,,trc,first,rps,", "10,*,*,P0-P1,*,*,*,,rps,first,trc,"))
        refuses(stage, 2, "say who you are", "rules", "draft", to_the_shelter)
        refuses(stage, 2, "nobody's", "rules", "draft", to_the_shelter, "--by", "Pack")
        assert "rule set 2" in does(stage, "rules", "draft", to_the_shelter, "--by", "sari")
        refuses(stage, 2, "rehearse it first", "rules", "approve", "2", "--by", "budi")
        assert "not kept" in does(stage, "simulate-routing", "--rules", to_the_shelter)
        refuses(stage, 2, "none in that time", "simulate-routing", "--rules", to_the_shelter, "--from", "2020-01-01", "--to", "2020-01-31", "--by", "sari")
        report = does(stage, "simulate-routing", "--rules", to_the_shelter, "--by", "sari")
        assert "would move                  1 (100.0 %)" in report and "kept as the report of rule set 2" in report, report
        shown = does(stage, "rules", "show", "2", "--report")
        assert shown.startswith("table sha256") and "period" in shown and shown.split("\nkept")[0] in report, shown
        with open(to_the_shelter, encoding="utf-8") as source:
            assert does(stage, "rules", "show", "2") == source.read()
        refuses(stage, 2, "cannot approve it", "rules", "approve", "2", "--by", "SARI")
        refuses(stage, 2, "a second person approves it first", "rules", "activate", "2", "--by", "budi")
        assert "would move" in does(stage, "rules", "approve", "2", "--by", "budi")
        assert file_danger(stage, 11)[1] == "trc", "approved is not active"
        does(stage, "rules", "activate", "2", "--by", "sari")
        assert file_danger(stage, 12)[1] == "rps"
        assert "2,active,sari,budi," in does(stage, "rules", "list")
        assert "rule set 1 is active again" in does(stage, "rules", "rollback", "--by", "sari")
        assert file_danger(stage, 13)[1] == "trc"
        assert "sambung_rules_unfit 0" in stage.sambung.desk_get("/metrics")[1]


def a_set_that_does_not_fit_is_not_used_and_stops_nobody():
    with Stage(BINARY, own_pack=True) as stage:
        other = table(stage, "other.csv", ("120,lain,*,", "120,lain,32.76.06.1001,"))
        does(stage, "rules", "draft", other, "--by", "sari")
        does(stage, "simulate-routing", "--rules", other, "--by", "sari")
        does(stage, "rules", "approve", "2", "--by", "budi")
        does(stage, "rules", "activate", "2", "--by", "sari")
        wait_until("it is in use", lambda: "event=office_taken routing=2" in stage.sambung.log())
        # The pack loses the place that the table names.
        with open(os.path.join(stage.sambung.pack, "areas.csv"), encoding="utf-8") as source:
            place = next(line for line in source if line.startswith("32.76.06.1001,"))
        change_pack(stage, "areas.csv", place, "")
        assert stage.sambung.stop() == 0
        stage.sambung.start()
        metrics = stage.sambung.desk_get("/metrics")[1]
        assert "sambung_rules_unfit 1" in metrics and "sambung_office_unfit 1" in metrics
        assert "event=office_unfit what=\"rule set 2:" in stage.sambung.log() and "E206" in stage.sambung.log()
        assert file_danger(stage, 20)[1] == "trc", "all channels serve on the pack's own table"
        wait_until("the figure still tells", lambda: "event=rules_unfit version=2" in stage.sambung.log())
        assert "sambung_rules_unfit 1" in stage.sambung.desk_get("/metrics")[1]
        refuses(stage, 1, "E206", "rules", "activate", "2", "--by", "sari")
        assert "rule set 1 is active again" in does(stage, "rules", "rollback", "--by", "sari")
        wait_until("it is told", lambda: "sambung_office_unfit 0" in stage.sambung.desk_get("/metrics")[1])
        assert file_danger(stage, 21)[1] == "trc"
        wait_until("the figure falls", lambda: "sambung_rules_unfit 0" in stage.sambung.desk_get("/metrics")[1])


def forget(stage):
    """The service is stopped and its store is empty again."""
    assert stage.sambung.stop() in (0, None)
    for end in ("", "-wal", "-shm"):
        if os.path.exists(stage.sambung.database + end):
            os.remove(stage.sambung.database + end)


def a_draft_before_the_first_start_leaves_the_store_with_an_active_set():
    with Stage(BINARY, own_pack=True) as stage:
        forget(stage)
        mine = table(stage, "mine.csv", ("120,lain,", "121,lain,"))
        assert "rule set 1" in does(stage, "rules", "draft", mine, "--by", "sari")
        stage.sambung.start()
        rows = does(stage, "rules", "list").splitlines()
        assert rows[1].startswith("1,draft,sari") and rows[2].startswith("2,active,pack"), rows


def a_case_is_moved_by_hand_with_a_reason():
    with Stage(BINARY) as stage:
        ticket, unit = file_danger(stage, 30)
        assert unit == "trc"
        move = ["case", "move", ticket]
        refuses(stage, 2, "there is no unit", *move, "rpz", "--reason", "lebih_dekat", "--by", "sari")
        refuses(stage, 2, "a reason is one of luar_wilayah", *move, "rps", "--reason", "karena_saya_mau", "--by", "sari")
        refuses(stage, 2, "nobody's", *move, "rps", "--reason", "lebih_dekat", "--by", "system")
        assert "is with rps" in does(stage, *move, "rps", "--reason", "lebih_dekat", "--by", "sari")
        assert stage.sambung.rows("SELECT unit, why FROM cases")[0] == ("rps", "Dipindahkan petugas ke RPS Beji Timur: unit ini lebih dekat.")
        stage.sambung.answer("+6281200000021", "sms", containing="TERIMA")
        stage.sambung.answer("+6281200000011", "sms", containing="sudah dipegang unit lain")
        assert stage.sambung.sms("+6281200000021", "accept", "TERIMA")[0] == 200
        wait_until("they have it", lambda: stage.sambung.rows("SELECT status FROM cases") == [("in_progress",)])
        assert subprocess.run([BINARY, "verify-log", "--config", stage.sambung.config], capture_output=True, check=False).returncode == 0


def a_duty_channel_that_is_not_there_is_told():
    with Stage(BINARY, own_pack=True) as stage:
        change_pack(stage, "units.yaml", "{channel: wa, address: \"+6281200000041\"}", "{channel: wx, address: \"+6281200000041\"}")
        refuses(stage, 1, "E264: channel \"wx\" rings nobody", "check")
        forget(stage)
        stage.sambung.start()
        assert "event=duty_not_rung" in stage.sambung.log()
        forget(stage)
        change_pack(stage, "units.yaml", "{channel: sms, address: \"+6281200000011\"}", "{channel: xx, address: \"+6281200000011\"}")
        change_pack(stage, "units.yaml", "{channel: wa, address: \"+6281200000012\"}", "{channel: ussd, address: \"+6281200000012\"}")
        done = subprocess.run([BINARY, "serve", "--config", stage.sambung.config], capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 1 and "unit trc, and no channel rings its duty" in done.stdout + done.stderr, done


run_tests([a_table_goes_its_way_by_two_people_and_back, a_set_that_does_not_fit_is_not_used_and_stops_nobody,
           a_draft_before_the_first_start_leaves_the_store_with_an_active_set, a_case_is_moved_by_hand_with_a_reason,
           a_duty_channel_that_is_not_there_is_told])
