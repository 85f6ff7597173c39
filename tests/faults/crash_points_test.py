"""A one-shot LAPOR and a USSD confirm, each killed at every named moment and then repeated: one case, the same ticket, with
Redis kept and with Redis emptied."""
import http.client
import os
import sys

from citizen import walk_to
from stage import Stage, run_tests, ticket_in, wait_until

BINARY = os.path.abspath(sys.argv[1])
GONE = (OSError, http.client.HTTPException)


def crashing(stage, moment):
    return {"SAMBUNG_CRASH_AT": moment, "SAMBUNG_CRASH_MARK": os.path.join(stage.folder, "crashed")}


def restart(stage, emptied):
    wait_until("the service died", stage.sambung.died)
    stage.sambung.process.wait()
    if emptied:
        stage.redis.cli("flushall")
    stage.sambung.start()


def try_once(call):
    """The reply, or nothing if the service died under the call."""
    try:
        return call()
    except GONE:
        return None


def one_case(stage):
    tickets = [row[0] for row in stage.sambung.rows("SELECT ticket FROM cases")]
    assert len(tickets) == 1, f"expected one case, there are {len(tickets)}"
    return tickets[0]


def lapor(moment, emptied):
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        sambung.stop()
        sambung.start(crashing(stage, moment))
        phone = "+6281200000101"
        story = "LAPOR kakek sendirian di depan Pasar Agung, belum makan"
        try_once(lambda: sambung.sms(phone, "mo-1", story))
        restart(stage, emptied)
        filed = [row[0] for row in sambung.rows("SELECT ticket FROM cases")]
        for _ in range(3):
            status, _ = sambung.sms(phone, "mo-1", story)
            assert status == 200, status
        # After the moments before the inbox kept it, the repeat is the first; after the others the sweeper takes it up.
        text = wait_for_ticket(sambung, phone)
        ticket = one_case(stage)
        assert ticket_in(text) == ticket, (text, ticket)
        assert not filed or filed == [ticket], "the repeat got another ticket"


def wait_for_ticket(sambung, phone):
    return wait_until("the receipt with the ticket", lambda: next((one["text"] for one in sambung.messages(phone) if ticket_in(one["text"])), None), 60)


def ussd(moment, emptied):
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        phone, session = "+6281200000102", "ATUid_crash"

        def dial(path):
            status, body = sambung.ussd(phone, session, path)
            assert status == 200, status
            return body

        _, confirming = walk_to(dial, "Betul")
        sambung.stop()
        sambung.start(crashing(stage, moment))
        try_once(lambda: sambung.ussd(phone, session, confirming))
        restart(stage, emptied)
        filed = [row[0] for row in sambung.rows("SELECT ticket FROM cases")]
        first = dial(confirming)
        again = dial(confirming)
        assert first == again, "a repeated hop got another screen"
        if filed or not emptied:
            # It was granted before the crash, or the session is still at the question: this repeat is answered with the ticket.
            assert ticket_in(first) == one_case(stage), first
            assert not filed or filed == [one_case(stage)]
        else:
            assert stage.sambung.rows("SELECT count(*) FROM cases") == [(0,)], "nothing was confirmed, nothing may be filed"


def lapor_killed_between_grant_and_commit():
    lapor("granted", emptied=False)


def lapor_killed_between_grant_and_commit_redis_emptied():
    lapor("granted", emptied=True)


def lapor_killed_when_kept():
    lapor("kept", emptied=False)


def lapor_killed_after_commit():
    lapor("committed", emptied=False)


def lapor_killed_after_commit_redis_emptied():
    lapor("committed", emptied=True)


def ussd_killed_between_grant_and_commit():
    ussd("granted", emptied=False)


def ussd_killed_between_grant_and_commit_redis_emptied():
    ussd("granted", emptied=True)


def ussd_killed_when_rendered_redis_emptied():
    ussd("rendered", emptied=True)


def ussd_killed_after_commit():
    ussd("committed", emptied=False)


def ussd_killed_after_commit_redis_emptied():
    ussd("committed", emptied=True)


run_tests([lapor_killed_between_grant_and_commit, lapor_killed_between_grant_and_commit_redis_emptied, lapor_killed_when_kept,
           lapor_killed_after_commit, lapor_killed_after_commit_redis_emptied,
           ussd_killed_between_grant_and_commit, ussd_killed_between_grant_and_commit_redis_emptied,
           ussd_killed_when_rendered_redis_emptied, ussd_killed_after_commit, ussd_killed_after_commit_redis_emptied])
