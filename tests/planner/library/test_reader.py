"""Reading a folder of content: what is right is read, each fault has its file, line and field."""

from pathlib import Path

import pytest

from planner.library.faults import LibraryError
from planner.library.reader import read_library
from tests.planner.library.content import (
    CARD,
    CARD_FILE,
    PRACTICE,
    PRACTICE_FILE,
    PROTOCOL,
    PROTOCOL_FILE,
    line_of,
    write,
)


def faults_of(root: Path) -> list[str]:
    with pytest.raises(LibraryError) as refused:
        read_library(root)
    return [str(fault) for fault in refused.value.faults]


def test_a_small_library_is_read(tmp_path: Path) -> None:
    library = read_library(write(tmp_path))
    assert [one.code for one in library.practices] == ["small-pause"]
    assert [one.code for one in library.protocols] == ["small-session"]
    assert library.cards["en"].then == "Feet down."
    practice = library.practice("small-pause")
    assert practice.language == "en"
    assert practice.script == "Look around. (30 seconds)\n\nFeel your feet."
    assert library.protocol("small-session").minutes == 20


def test_windows_line_ends_read_the_same(tmp_path: Path) -> None:
    unix = read_library(write(tmp_path / "unix"))
    files: dict[str, str | bytes] = {PRACTICE_FILE: PRACTICE.replace("\n", "\r\n")}
    assert read_library(write(tmp_path / "windows", files)) == unix


def test_blocks_carry_the_gates_of_their_practice(tmp_path: Path) -> None:
    gated = PRACTICE.replace("wing: awareness", "wing: both").replace(
        "leave_out_when: []", "leave_out_when: [dissociation]"
    )
    library = read_library(write(tmp_path, {PRACTICE_FILE: gated}))
    gates = library.protocol("small-session").blocks[1].practice_gates
    assert gates.leave_out_when == ("dissociation",)
    assert gates.compassionate is True


BROKEN = [
    (
        "code: small-pause",
        "code: Small Pause",
        "code: small-pause is expected, as the file is named",
    ),
    (
        "wing: awareness",
        "wing: left",
        "wing: allowed: awareness, compassion, both",
    ),
    ("mode: being", "mood: being", "mood: unknown field"),
    (
        "led_by: self",
        "led_by: nobody",
        "gates.led_by: allowed: self, therapist_first, therapist_only",
    ),
    (
        "leave_out_when: []",
        "leave_out_when: [full_moon]",
        "gates.leave_out_when[1]: allowed: home_not_safe, trauma",
    ),
    ("activating: false", "activating: perhaps", "gates.activating: true or false is expected"),
    (
        "seconds: 30\n    gap",
        "seconds: 0\n    gap",
        "steps[2].seconds: 1 to 3600 is expected, not 0",
    ),
    (
        "label: Feet",
        "label: " + "x" * 61,
        "steps[2].label: 1 to 60 characters are expected, not 61",
    ),
    ("cool: 1", "cool: 3", "cool: cool and warm together pass the usual 1 min"),
    (
        "anchors: [feet, breath]",
        "anchors: [breath, feet]",
        "anchors: the breath is never the first",
    ),
    ("related: []", "related: [gone-for-good]", "related[1]: there is no practice gone-for-good"),
    ("related: []", "related: [small-pause]", "related: names the practice itself"),
    ("related: []", "related: [small-session]", "related[1]: there is no practice small-session"),
    ("- code: short", "- code: upside_down", "variants[1].code: allowed: eyes_open, no_touch"),
    ("seconds: 45", "seconds: 450", "variants[1].minutes: the steps last at least 450 s"),
    (
        "minutes: {shortest: 1, usual: 1, longest: 2}",
        "minutes: {shortest: 5, usual: 6, longest: 7}",
        "minutes: the steps last at most 60 s, shorter than 5 min",
    ),
    ("strength: tradition", "strength: proven", "evidence[1].strength: allowed: strong, moderate"),
    (
        "source: clinical tradition",
        "source: hearsay",
        'evidence[1].source: "clinical tradition" goes with strength tradition',
    ),
    (
        "real_danger_line: First do what makes you safer.",
        'real_danger_line: ""',
        "real_danger_line: every practice that a client does alone has it",
    ),
    ("may_happen: Not much.", "may_happen: <b>Not</b> much.", "may_happen: HTML is not allowed"),
    (
        "may_happen: Not much.",
        'may_happen: "![cat](https://pictures.example/cat.png)"',
        "may_happen: images are not allowed",
    ),
    (
        "text: Feel your feet.",
        'text: "[here](javascript:alert(1))"',
        "steps[2].text: only https links are allowed",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "said"), BROKEN)
def test_a_broken_practice_names_file_line_and_field(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    text = PRACTICE.replace(right, wrong, 1)
    found = faults_of(write(tmp_path, {PRACTICE_FILE: text}))
    field = said.split(":")[0]
    line = line_of(text, _where(field, wrong))
    assert any(fault.startswith(f"{PRACTICE_FILE}:{line}: {said}") for fault in found), found


def _where(field: str, wrong: str) -> str:
    """What stands on the line that the fault names: the variant for steps that do not fit it."""
    return "- code: short" if field == "variants[1].minutes" else wrong


def test_a_missing_field_is_named_at_what_holds_it(tmp_path: Path) -> None:
    text = PRACTICE.replace("  led_by: self\n", "")
    line = line_of(text, "gates:")
    allowed = "allowed: self, therapist_first, therapist_only"
    assert faults_of(write(tmp_path, {PRACTICE_FILE: text})) == [
        f"{PRACTICE_FILE}:{line}: gates.led_by: {allowed}"
    ]


def test_all_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    practice = PRACTICE.replace("wing: awareness", "wing: left").replace("cool: 1", "cool: one")
    protocol = PROTOCOL.replace("phase: closing", "phase: goodbye")
    found = faults_of(write(tmp_path, {PRACTICE_FILE: practice, PROTOCOL_FILE: protocol}))
    assert [fault.split(": ")[:2] for fault in found] == [
        [f"{PRACTICE_FILE}:7", "wing"],
        [f"{PRACTICE_FILE}:14", "cool"],
        [f"{PROTOCOL_FILE}:17", "blocks[3].phase"],
    ]


def test_what_the_folder_says_is_not_written_by_hand(tmp_path: Path) -> None:
    text = PRACTICE.replace("mode: being", "mode: being\nlanguage: de")
    assert faults_of(write(tmp_path, {PRACTICE_FILE: text})) == [
        f"{PRACTICE_FILE}:9: language: is not written in the front matter"
    ]


def test_a_duplicate_code_names_both_files(tmp_path: Path) -> None:
    other = "en/practices/zz-copy.md"
    assert faults_of(write(tmp_path, {other: PRACTICE})) == [
        f"{other}:2: code: duplicate code, {PRACTICE_FILE} has it too"
    ]


def test_the_same_code_in_another_language_is_a_translation(tmp_path: Path) -> None:
    library = read_library(write(tmp_path, {"es/practices/small-pause.md": PRACTICE}))
    assert [one.language for one in library.practices] == ["en", "es"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"---\ncode: small-pause\ntitle: \xff\xfe\n---\n",
            ":3: wrong encoding, UTF-8 is expected",
        ),
        (b"---\ntitle: a\x00b\n---\n", ":2: contains a sign that cannot be shown"),
        (b"\xef\xbb\xbf" + PRACTICE.encode(), ":1: contains a sign that cannot be shown"),
        (b"---\n" + b"x" * (200 * 1024), ":1: larger than 200 KB (200 KB)"),
        (b"", ":1: the file begins with a line of three hyphens"),
        (b"# A heading\n", ":1: the file begins with a line of three hyphens"),
        (b"---\ncode: small-pause\n", ":3: the front matter has no closing ---"),
        (b"---\n- a\n- b\n---\n", ":1: the front matter is a table of fields"),
        (b"---\n---\n", ":1: the front matter is a table of fields"),
        (b"---\ncode: [a\nwing: b\n---\n", ":3: broken YAML: "),
        (b"---\ncode: a\ncode: b\n---\n", ":3: code: the same field stands there twice"),
        (b"---\na: &x [1]\nb: *x\n---\n", ":2: YAML anchors and aliases are not allowed"),
        (b"---\na: !!python/object:os.system x\n---\n", ":2: broken YAML: "),
        (b"---\na: !mine x\n---\n", ":2: a: YAML tags are not allowed"),
        (b"---\n? [a]\n: b\n---\n", ":2: a field has a plain name"),
        (b"---\na: " + b"[" * 3000 + b"]" * 3000 + b"\n---\n", ":2: nested deeper than 12 levels"),
    ],
)
def test_a_file_that_cannot_be_taken_apart(tmp_path: Path, content: bytes, said: str) -> None:
    found = faults_of(write(tmp_path, {"en/practices/broken.md": content}))
    assert len(found) == 1
    assert found[0].startswith(f"en/practices/broken.md{said}")


def test_html_in_the_script_is_named_by_its_own_line(tmp_path: Path) -> None:
    text = PRACTICE + "\n<script>alert(1)</script>\n"
    line = line_of(text, "<script>")
    assert faults_of(write(tmp_path, {PRACTICE_FILE: text})) == [
        f"{PRACTICE_FILE}:{line}: script: HTML is not allowed"
    ]


def test_an_empty_script_is_named_after_the_front_matter(tmp_path: Path) -> None:
    text = PRACTICE[: PRACTICE.rindex("---\n") + 4]
    found = faults_of(write(tmp_path, {PRACTICE_FILE: text}))
    expected = "script: 1 to 12000 characters are expected, not 0"
    assert found == [f"{PRACTICE_FILE}:{text.count(chr(10)) + 1}: {expected}"]


def test_touch_needs_a_form_without_it(tmp_path: Path) -> None:
    text = PRACTICE.replace("leave_out_when: []", "leave_out_when: [touch_unsafe]")
    line = line_of(text, "variants:")
    assert faults_of(write(tmp_path, {PRACTICE_FILE: text})) == [
        f"{PRACTICE_FILE}:{line}: variants: a practice with touch has a no_touch form"
    ]


def test_exposure_homework_takes_the_card_of_its_language(tmp_path: Path) -> None:
    text = PRACTICE.replace("leave_out_when: []", "leave_out_when: []\n  exposure_homework: true")
    library = read_library(write(tmp_path, {PRACTICE_FILE: text}))
    assert library.practice("small-pause").stay_or_stop == library.cards["en"]


def test_exposure_homework_without_a_card_is_refused(tmp_path: Path) -> None:
    text = PRACTICE.replace("leave_out_when: []", "leave_out_when: []\n  exposure_homework: true")
    write(tmp_path, {PRACTICE_FILE: text})
    (tmp_path / CARD_FILE).unlink()
    found = faults_of(tmp_path)
    assert found[0].endswith("stay_or_stop: exposure homework needs the stay-or-stop card")


def test_a_broken_card_is_named(tmp_path: Path) -> None:
    card = CARD.replace("stop: Stop if there is real danger.", "stop: 3")
    assert faults_of(write(tmp_path, {CARD_FILE: card})) == [
        f"{CARD_FILE}:4: stop: a text is expected"
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("minutes: 20", "minutes: 25", "minutes: the blocks sum to 20 min, not 25"),
        ("kind: no_exposure", "kind: course", "kind: allowed: trauma, no_exposure"),
        ("phase: arrival", "phase: hello", "blocks[1].phase: 'hello' is not one of"),
        ("minutes: 10", "minutes: 4", "blocks[2].minutes: lie below the shortest, 5"),
        ("minutes: 10", "minutes: 13", "blocks[2].minutes: lie above the longest, 12"),
        (
            "minutes: 10\n    shortest: 5\n    longest: 12",
            "minutes: 600",
            "blocks[2].minutes: at most 480 are expected in one block",
        ),
        ("longest: 12", "longest: 481", "blocks[2].longest: at most 480 are expected"),
        ("minutes: 10", "minutes: ten", "blocks[2].minutes: expected a whole number"),
        (
            "practice: small-pause",
            "practice: gone",
            "blocks[2].practice: there is no practice gone",
        ),
        ("practice: small-pause", "colour: red", "blocks[2].colour: unknown field"),
        ("    title: Close\n", "", "blocks[3].title: is missing"),
    ],
)
def test_a_broken_protocol_names_file_line_and_field(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    text = PROTOCOL.replace(right, wrong, 1)
    line = line_of(text, wrong or "- phase: closing")
    found = faults_of(write(tmp_path, {PROTOCOL_FILE: text}))
    assert len(found) == 1
    assert found[0].startswith(f"{PROTOCOL_FILE}:{line}: {said}")


def test_modules_belong_to_groups(tmp_path: Path) -> None:
    text = PROTOCOL.replace("title: Arrival", "title: Arrival\n    module: 1")
    assert faults_of(write(tmp_path, {PROTOCOL_FILE: text})) == [
        f"{PROTOCOL_FILE}:7: blocks: only a group session has modules"
    ]


def test_a_group_needs_its_three_modules_and_its_groundings(tmp_path: Path) -> None:
    text = PROTOCOL.replace("kind: no_exposure", "kind: group")
    at = f"{PROTOCOL_FILE}:7: blocks: "
    assert faults_of(write(tmp_path, {PROTOCOL_FILE: text})) == [
        at + "module 1 has 0 min, at least 15",
        at + "module 2 has 0 min, at least 15",
        at + "module 3 has 0 min, at least 15",
        at + "modules 1, 2 and 3 are expected, in this order",
        at + "the session ends with grounding of at least 3 min",
    ]


def test_stray_files_and_folders_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"en/practices/notes.txt": "hello", "drafts 1/x.md": ""})
    assert faults_of(tmp_path) == [
        "drafts 1:1: a folder named by a language is expected",
        "en/practices/notes.txt:1: a file named CODE.md is expected",
    ]


def test_no_library_at_all(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == [f"{tmp_path}:1: holds no language"]
    assert faults_of(tmp_path / "gone") == [f"{tmp_path / 'gone'}:1: is not a folder"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(PRACTICE)
    root = write(tmp_path / "root")
    (root / "en/practices/link.md").symlink_to(tmp_path / "secret.md")
    assert faults_of(root) == ["en/practices/link.md:1: a file named CODE.md is expected"]
