"""A citizen with a feature phone: reads each screen and answers it, whatever comes first, until a ticket is on the screen."""
from stage import ticket_in

# What stands on a screen, and what this citizen answers. The first that fits counts.
ANSWERS = [
    ("Mulai baru", "1"),
    ("Lapor orang lain", "1"),
    ("kejadian lain", "1"),
    ("pingsan", "2"),
    ("Siapa yang butuh", "1"),
    ("Kecamatan", "1"),
    ("kecamatan", "1"),
    ("elurahan", "1"),
    ("Desa", "1"),
    ("Di mana", "depan Pasar Agung"),
    ("Tulis tempat", "depan Pasar Agung"),
    ("Betul", "1"),
]


def answer_to(screen):
    for words, answer in ANSWERS:
        if words in screen:
            return answer
    raise AssertionError("a screen that this citizen does not understand:\n" + screen)


def report(dial, most_hops=25):
    """`dial(path)` gives the reply to the accumulated text. Returns the ticket."""
    path = ""
    for _ in range(most_hops):
        reply = dial(path)
        screen = reply[4:]
        if reply.startswith("END "):
            return ticket_in(screen), screen
        answer = answer_to(screen)
        path = answer if path == "" else path + "*" + answer
    raise AssertionError("no ticket after many screens; the last one:\n" + screen)


def walk_to(dial, words, most_hops=25):
    """Answers until `words` stand on the screen; the path so far and the answer that this screen would get."""
    path = ""
    for _ in range(most_hops):
        screen = dial(path)[4:]
        if words in screen:
            answer = answer_to(screen)
            return path, (answer if path == "" else path + "*" + answer)
        answer = answer_to(screen)
        path = answer if path == "" else path + "*" + answer
    raise AssertionError("never saw " + words)
