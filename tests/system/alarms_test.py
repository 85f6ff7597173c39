"""Both channels of the duty are down when somebody is in danger: the office knows within a minute, and a person telephones.

    alarms_test.py BINARY
"""
import os
import subprocess
import sys
import time

from stage import Stage, free_port, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])


def command(stage, *words):
    done = subprocess.run([BINARY, *words, "--config", stage.sambung.config], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def both_channels_of_a_p0_down_are_known_within_a_minute():
    nobody = f"http://127.0.0.1:{free_port()}/cgi-bin/sendsms"
    with Stage(BINARY, sms={"send_url": nobody, "username": "u", "password": "p"}) as stage:
        sambung = stage.sambung
        assert command(stage, "channel", "suspend", "wa")[0] == 0
        began = time.monotonic()
        assert sambung.sms("+6281299000061", "mo-1", "DARURAT bapak pingsan di depan toko")[0] == 200
        wait_until("the event", lambda: sambung.rows("SELECT 1 FROM events WHERE type = 'case.alarm_unsent'"), 60)
        wait_until("the metric", lambda: "\nsambung_calls_due 1" in sambung.desk_get("/metrics")[1], 60 - (time.monotonic() - began))
        took = time.monotonic() - began
        assert took < 60, took
        metrics = sambung.desk_get("/metrics")[1]
        unsent = float(next(line for line in metrics.splitlines() if line.startswith("sambung_alarms_unsent ")).split()[1])
        assert unsent >= 2, unsent
        assert "event=alarm_unsent" in sambung.log() and "+62" not in sambung.log()
        print(f"     known after {took:.0f} s")

        ticket = sambung.rows("SELECT ticket FROM cases")[0][0]
        status, listed = command(stage, "calls", "list")
        assert status == 0 and f"{ticket},P0,trc,sms +6281200000011|wa +6281200000012," in listed, listed
        assert command(stage, "calls", "done", ticket, "--by", "ani", "--no-answer")[0] == 0
        assert command(stage, "calls", "list")[1].strip().endswith(",1")
        assert command(stage, "calls", "done", ticket, "--by", "ani")[0] == 0
        assert command(stage, "calls", "list")[1].strip() == "ticket,urgency,unit,phones,since,tried"
        status, why = command(stage, "calls", "done", ticket, "--by", "ani")
        assert status == 2 and "no call is due" in why, why
        assert command(stage, "calls", "done", "12345", "--by", "ani")[0] == 2


if __name__ == "__main__":
    run_tests([both_channels_of_a_p0_down_are_known_within_a_minute])
