"""What a message may say: nothing that tells somebody what it is about."""

import pytest

from clients.plainline import LINES, MOST, telling

NAMES = ("Maren Holt", "M-17", "Harbour Practice", "Dr. Amara Osei")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Your therapist wrote to you", "therapist"),
        ("THERAPY at four", "THERAPY"),
        ("You have a new message", "message"),
        ("Dr. is waiting", "Dr"),
        ("Ask amara", "amara"),
        ("The harbour is calm", "harbour"),
        ("Hello Maren", "Maren"),
        ("Enter the PIN", "PIN"),
        ("see https://x.example/p/", "https://x.example/p/"),
        ("me@example.org", "me@example.org"),
        ("Psychology today", "Psychology"),
        ("Spin the wheel, dress warmly", ""),
        ("Buy bread", ""),
        ("Wasser 🌿 trinken?", ""),
        ("m 1 7", ""),
        ("hypnotherapy at 3", "hypnotherapy"),
        ("telehealth now", "telehealth"),
        ("health centre", "health"),
        ("group support", "support"),
        ("A healthy snack?", ""),
        ("Healthier than cake", ""),
        ("Stillness of the lake", ""),
        ("The nursery at four", ""),
        ("Hispanic cooking, sentimental songs", ""),
        ("A prized possession", ""),
        ("No disappointment today", ""),
        ("Read the syllabus", ""),
        ("Ask the secretary", ""),
        ("Be confident, wait patiently", ""),
        ("A career, a subsidiary", ""),
        ("Hospitality first", ""),
        ("Session2 at five", "Session2"),
        ("The doctor's note", "doctor"),
        ("outpatients to the left", "outpatients"),
        ("mental health", "mental"),
        ("antidepressants", "antidepressants"),
        ("Strictly confidential!", "confidential"),
        ("Abuse, panicking, nursing", "Abuse"),
        ("panicking", "panicking"),
        ("Private diaries", "Private"),
        ("my diaries", "diaries"),
        ("Amara_Osei rang", "Amara"),
        ("M-17 stretch", "M-17"),
        ("stretch, m_17!", "m_17"),
        ("m17 at three", "m17"),
        ("17 stretches, M", ""),
        ("M-170 or XM-17", ""),
        ("", ""),
    ],
)
def test_what_tells_is_found(line: str, told: str) -> None:
    assert telling(line, NAMES) == told


def test_the_lines_to_choose_from_tell_nothing_and_have_room() -> None:
    assert [(telling(str(line), NAMES), len(str(line)) <= MOST) for line in LINES] == [
        ("", True)
    ] * len(LINES)
