"""Flows and texts change while the service runs, and conversations are under way."""
import json
import os
import re
import signal
import subprocess
import sys

from stage import ROOT, Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
AT_WHO = "1*2"  # the path to "Siapa yang butuh bantuan?"


def base_flow(name):
    with open(os.path.join(ROOT, "dialogs", "flows", name + ".yaml"), encoding="utf-8") as file:
        return file.read()


NOW = int(re.search(r"^version: (\d+)$", base_flow("lapor"), re.M).group(1))
IN_USE = f"version {NOW} of lapor is in use with other steps; raise it to {NOW + 1}"
RAISED = (f"version: {NOW}\n", f"version: {NOW + 1}\n")


def lapor(*changes):
    text = base_flow("lapor")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


ALONE = """  sendiri:
    type: yesno
    say: "Apakah orang itu sendirian?"
    if_yes: di_mana
    if_no: di_mana
    retry: {max: 1, then: di_mana}
  di_mana:
"""
MORE_STEPS = [("    next: di_mana\n", "    next: sendiri\n"), ("  di_mana:\n", ALONE)]
NEXT_VERSION = [RAISED, *MORE_STEPS]
OTHER_WORDS = [("Siapa yang butuh bantuan?", "Siapa yang sedang butuh bantuan?")]


def write(stage, name, text):
    """As editors and deployments do: whole, beside it, renamed over it."""
    path = os.path.join(stage.sambung.pack, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(path + ".new", path)


def flows_of(sambung):
    return json.loads(sambung.desk_get("/readyz")[1])["flows"]


def wait_for_generation(sambung, generation):
    wait_until(f"generation {generation} of the flows", lambda: flows_of(sambung)["generation"] >= generation)


def wait_for_log(sambung, words):
    """The log has its own thread and comes a little later."""
    wait_until("the log says " + words, lambda: words in sambung.log())


def bring_next_version(stage):
    write(stage, "flows/lapor.yaml", lapor(*NEXT_VERSION))
    write(stage, "texts/en.yaml", 'lapor.sendiri.say: "Is that person alone?"\n')
    wait_for_generation(stage.sambung, 2)


def dialler(sambung, phone, session):
    def dial(path):
        status, body = sambung.ussd(phone, session, path)
        assert status == 200, (status, body)
        return body
    return dial


def at_who(sambung, phone="+6281200000601", session="ATUid_1"):
    dial = dialler(sambung, phone, session)
    for path in ("", "1", AT_WHO):
        screen = dial(path)
    assert "Siapa yang butuh bantuan?" in screen, screen
    return dial


def finish(dial, path):
    """From the question for the kecamatan on."""
    for answer in ("6", "1", "depan Pasar Agung", "1"):
        path += "*" + answer
        screen = dial(path)
    assert screen.startswith("END ") and "Laporan sudah masuk" in screen, screen


def an_open_conversation_ends_in_its_version_and_a_new_one_gets_the_new():
    with Stage(BINARY, own_pack=True) as stage:
        sambung = stage.sambung
        dial = at_who(sambung)
        bring_next_version(stage)
        wait_for_log(sambung, "event=reload result=swapped why=files generation=2")
        screen = dial(AT_WHO + "*1")
        assert "kecamatan" in screen and "sendirian" not in screen, screen
        finish(dial, AT_WHO + "*1")
        new = at_who(sambung, "+6281200000602", "ATUid_2")
        screen = new(AT_WHO + "*1")
        assert "Apakah orang itu sendirian?" in screen, screen
        assert "kecamatan" in new(AT_WHO + "*1*1")
        finish(new, AT_WHO + "*1*1")
        assert sambung.rows("SELECT count(*) FROM cases") == [(2,)]


def a_restart_in_the_middle_keeps_the_version():
    with Stage(BINARY, own_pack=True) as stage:
        sambung = stage.sambung
        dial = at_who(sambung)
        bring_next_version(stage)
        sambung.kill()
        sambung.start()
        assert sambung.rows("SELECT version, replaced_at IS NULL FROM flow_versions WHERE flow = 'lapor' ORDER BY version") == [(NOW, 0), (NOW + 1, 1)]
        screen = dial(AT_WHO + "*1")
        assert "kecamatan" in screen and "sendirian" not in screen, screen
        finish(dial, AT_WHO + "*1")


def a_start_with_other_flows_keeps_the_version_too():
    with Stage(BINARY, own_pack=True) as stage:
        sambung = stage.sambung
        dial = at_who(sambung)
        assert sambung.stop() == 0
        write(stage, "flows/lapor.yaml", lapor(*NEXT_VERSION))
        write(stage, "texts/en.yaml", 'lapor.sendiri.say: "Is that person alone?"\n')
        sambung.start()
        screen = dial(AT_WHO + "*1")
        assert "kecamatan" in screen and "sendirian" not in screen, screen
        assert "sendirian" in at_who(sambung, "+6281200000602", "ATUid_2")(AT_WHO + "*1")


def what_is_wrong_is_told_and_changes_nothing():
    with Stage(BINARY, own_pack=True) as stage:
        sambung = stage.sambung
        dial = at_who(sambung)
        write(stage, "flows/lapor.yaml", lapor(("if_no: siapa", "if_no: siap")))
        wait_until("the reload is refused", lambda: flows_of(sambung)["last_reload"] == "kept")
        wait_for_log(sambung, 'code=E010 sentence="state \'bahaya\', if_no: there is no state \'siap\' in lapor. Did you mean \'siapa\'?"')
        wait_for_log(sambung, "event=reload result=kept why=files generation=1")
        write(stage, "texts/en.yaml", 'lapor.sendiri.say: "Is that person alone?"\n')
        write(stage, "flows/lapor.yaml", lapor(*MORE_STEPS))
        wait_until("other steps under the same version are refused", lambda: sambung.log().count("event=reload result=kept") > 1)
        wait_for_log(sambung, f'sentence="{IN_USE}"')
        done = subprocess.run([BINARY, "check", "--config", sambung.config], cwd=stage.folder, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 1 and "E091: " + IN_USE in done.stdout, done
        assert flows_of(sambung)["generation"] == 1
        assert "kecamatan" in dial(AT_WHO + "*1")
        finish(dial, AT_WHO + "*1")
        assert 'sambung_reloads_total{result="swapped"} 0' in sambung.desk_get("/metrics")[1]
        at_who(sambung, "+6281200000602", "ATUid_2")


def other_words_show_at_once():
    with Stage(BINARY, own_pack=True) as stage:
        dial = at_who(stage.sambung)
        write(stage, "flows/lapor.yaml", lapor(*OTHER_WORDS))
        wait_for_generation(stage.sambung, 2)
        screen = dial(AT_WHO + "*12")
        assert "Siapa yang sedang butuh bantuan?" in screen, screen
        assert "kecamatan" in dial(AT_WHO + "*12*1")


def a_forced_migration_moves_open_conversations():
    with Stage(BINARY, own_pack=True) as stage:
        dial = at_who(stage.sambung)
        assert "kecamatan" in dial(AT_WHO + "*1")
        moved = RAISED[1] + f"migrate: {{from: {NOW}, states: {{di_mana: sendiri}}, force: true}}\n"
        changes = [(RAISED[0], moved), *MORE_STEPS]
        write(stage, "flows/lapor.yaml", lapor(*changes))
        write(stage, "texts/en.yaml", 'lapor.sendiri.say: "Is that person alone?"\n')
        wait_for_generation(stage.sambung, 2)
        screen = dial(AT_WHO + "*1*6")
        assert "kecamatan" in screen, "the called questions are asked again: " + screen
        wait_for_log(stage.sambung, "outcome=migrated")


def sighup_reloads_and_a_changed_office_is_a_draft():
    with Stage(BINARY, own_pack=True) as stage:
        sambung = stage.sambung
        sambung.process.send_signal(signal.SIGHUP)
        wait_for_generation(sambung, 2)
        wait_for_log(sambung, "event=reload result=swapped why=signal generation=2")
        assert 'sambung_reloads_total{result="swapped"} 1' in sambung.desk_get("/metrics")[1]
        with open(os.path.join(sambung.pack, "calendar.yaml"), encoding="utf-8") as file:
            write(stage, "calendar.yaml", file.read() + "# read again\n")
        wait_for_generation(sambung, 3)
        wait_for_log(sambung, "event=office_files_changed")
        sambung.process.send_signal(signal.SIGHUP)
        wait_for_log(sambung, "event=office_drafted kind=calendar")
        assert sambung.stop() == 0


run_tests([an_open_conversation_ends_in_its_version_and_a_new_one_gets_the_new, a_restart_in_the_middle_keeps_the_version,
           a_start_with_other_flows_keeps_the_version_too, what_is_wrong_is_told_and_changes_nothing, other_words_show_at_once,
           a_forced_migration_moves_open_conversations, sighup_reloads_and_a_changed_office_is_a_draft])
