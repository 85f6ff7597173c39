"""Answers to many open questions by their command, beside the running service: one writes, another sends, each goes once, also when that is killed."""
import csv
import os
import subprocess
import sys

from stage import Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
CASES = "kind,category,danger,area,place,story,phone,contact,date\n"


def command(stage, *words):
    return [BINARY, *words, "--config", stage.sambung.config]


def run(stage, *words):
    return subprocess.run(command(stage, *words), capture_output=True, text=True, check=False)


def write(stage, name, text):
    path = os.path.join(stage.folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def questions(stage, count):
    """So many requests that wait for an answer; their tickets."""
    rows = "".join(f"bantuan,data,,32.76.06,,tanya nomor {number},+62812{number:08d},,2026-01-02\n" for number in range(1, count + 1))
    path = write(stage, "forms.csv", CASES + rows)
    done = run(stage, "import", "cases", path, "--by", "sari")
    assert done.returncode == 0, done
    with open(path + ".tickets.csv", encoding="utf-8") as lines:
        return [row["ticket"] for row in csv.DictReader(lines)]


def answers(stage, name, tickets, text="Data Anda sudah dicek kelurahan."):
    return write(stage, name, "ticket,key,answer\n" + "".join(f"{ticket},,{text}\n" for ticket in tickets))


def count(stage, query):
    return stage.sambung.rows(query)[0][0]


def answered(stage):
    return count(stage, "SELECT count(*) FROM events WHERE type = 'case.answered'")


def notices(stage):
    return count(stage, "SELECT count(*) FROM outbox WHERE purpose = 'notice'")


def one_writes_and_another_sends():
    with Stage(BINARY) as stage:
        tickets = questions(stage, 4)
        wrong = answers(stage, "wrong.csv", tickets, "Cair Rp 600.000")
        refused = run(stage, "import", "answers", wrong, "--by", "sari")
        assert refused.returncode == 1 and f"{wrong}:2:12: Q009:" in refused.stdout and "600" not in refused.stdout, refused
        file = answers(stage, "answers.csv", [*tickets, "481207364"])
        preview = run(stage, "import", "answers", file, "--preview")
        assert preview.returncode == 0 and "4 answers would go, 1 are left out" in preview.stdout, preview
        assert f"{file}:6:1: Q020: left out: unknown" in preview.stdout and "4 messages, 4 parts" in preview.stdout, preview
        assert "No. *** *** ***." in preview.stdout and tickets[0] not in preview.stdout, preview
        assert count(stage, "SELECT count(*) FROM answers") == 0, "a preview keeps nothing"
        keyed = run(stage, "import", "answers", write(stage, "keyed.csv", f"ticket,key,answer\n{tickets[0]},come,\n"), "--preview")
        assert keyed.returncode == 0 and "1 answers would go" in keyed.stdout and "Mohon datang ke kantor Dinsos" in keyed.stdout, keyed
        before = notices(stage)
        kept = run(stage, "import", "answers", file, "--by", "sari")
        assert kept.returncode == 0 and "batch 1 of sari: 4 wait, 0 were sent" in kept.stdout, kept
        own = run(stage, "import", "answers", "--send", "1", "--by", "Sari")
        assert own.returncode == 2 and "second person" in own.stderr and answered(stage) == 0, own
        for passed in ("0 of them before", "4 of them before"):
            sent = run(stage, "import", "answers", "--send", "1", "--by", "budi")
            assert sent.returncode == 0 and "4 answers are on their way, " + passed in sent.stdout, sent
            assert answered(stage) == 4 and notices(stage) == before + 4, "each once"
        again = run(stage, "import", "answers", file, "--by", "sari")
        assert again.returncode == 0 and "batch 1 of sari: 0 wait, 4 were sent" in again.stdout, again


def a_killed_sending_goes_on_and_nobody_hears_twice():
    with Stage(BINARY) as stage:
        tickets = questions(stage, 300)
        file = answers(stage, "answers.csv", tickets)
        assert run(stage, "import", "answers", file, "--by", "sari").returncode == 0
        before = notices(stage)
        sending = subprocess.Popen(command(stage, "import", "answers", "--send", "1", "--by", "budi"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wait_until("some are on their way", lambda: answered(stage) > 0)
        sending.kill()
        sending.communicate()
        assert 0 < answered(stage) < 300, "it was under way"
        sent = run(stage, "import", "answers", "--send", "1", "--by", "budi")
        assert sent.returncode == 0 and "300 answers are on their way" in sent.stdout, sent
        assert answered(stage) == 300 and notices(stage) == before + 300
        assert count(stage, "SELECT count(DISTINCT case_id) FROM events WHERE type = 'case.answered'") == 300
        log = run(stage, "verify-log")
        assert log.returncode == 0, log


def where_there_are_accounts_only_they_act():
    with Stage(BINARY) as stage:
        tickets = questions(stage, 1)
        file = answers(stage, "answers.csv", tickets)
        assert run(stage, "user", "add", "ani", "--name", "Ani", "--role", "agent", "--by", "budi").returncode == 0
        forms = write(stage, "more.csv", CASES + "bantuan,data,,32.76.06,,tanya,,,2026-01-02\n")
        for words in (("import", "answers", file), ("import", "cases", forms)):
            refused = run(stage, *words, "--by", "sari")
            assert refused.returncode == 2 and "no staff account" in refused.stderr, refused
            assert run(stage, *words, "--by", "ani").returncode == 0, words


run_tests([one_writes_and_another_sends, a_killed_sending_goes_on_and_nobody_hears_twice, where_there_are_accounts_only_they_act])
