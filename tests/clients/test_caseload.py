"""A pasted caseload: every line is read, and each fault is named by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.caseload import Column, Line, read_caseload, unread_columns


def short(text: str, *taken: str) -> list[tuple[int, str, str, str, int]]:
    return [
        (line.number, line.code, line.name, line.fault, line.same_as)
        for line in read_caseload(text, taken)
    ]


def test_codes_names_or_both_a_line() -> None:
    text = "m-18\n\n  Leila   Haddad \nM 19, Jonas Weber\nAB-3;Ada\nAB-4\tBo Lund\nOLD, Eve\n"
    assert short(text) == [
        (1, "M-18", "", "", 0),
        (3, "", "Leila Haddad", "", 0),
        (4, "M-19", "Jonas Weber", "", 0),
        (5, "AB-3", "Ada", "", 0),
        (6, "AB-4", "Bo Lund", "", 0),
        (7, "OLD", "Eve", "", 0),
    ]


def test_what_comes_first_is_a_code_only_when_it_looks_like_one() -> None:
    assert short("Smith, John\nSMITH, JOHN\nAda Lund; 7\n,,\n,Bo\n;M-1") == [
        (1, "", "Smith, John", "", 0),
        (2, "", "SMITH, JOHN", "", 1),
        (3, "", "Ada Lund; 7", "", 0),
        (4, "", "", "empty", 0),
        (5, "", "Bo", "", 0),
        (6, "M-1", "", "", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "code,name\nM-1,Ada Lund\n,Bo\n",
        "\ufeffCode;Name\r\nM-1;Ada Lund\r\n;Bo\r\n",
        '"name"\t"code"\nAda Lund\tM-1\nBo\t\n',
        "\nname,phone,code\nAda Lund,0123,M-1\nBo,,\n",
    ],
)
def test_with_a_header(text: str) -> None:
    assert [(line.code, line.name, line.fault) for line in read_caseload(text)] == [
        ("M-1", "Ada Lund", ""),
        ("", "Bo", ""),
    ]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("code,name\nM-1,Ada", []),
        ("A-1,Ada,more\nphone,name of the street", []),
        ("\nname,Phone, code ,\nAda,0123,M-1,", [(2, 2, "Phone")]),
        ("name;;code\nAda; ;M-1\nBo;0123;M-2", [(1, 2, "")]),
        ('"born, or about";CODE\n1990;M-1', [(1, 1, "born, or about")]),
        ("name,NAME,code\nAda,Lund,M-1", [(1, 2, "NAME")]),
        ('code, "phone, home", name\nM-1, 0123, Ada', [(1, 2, "phone, home")]),
    ],
)
def test_columns_of_which_nothing_is_read_are_named(
    text: str, unread: list[tuple[int, int, str]]
) -> None:
    named = [Column(line=line, number=number, title=title) for line, number, title in unread]
    assert list(unread_columns(text)) == named
    if unread:
        assert [line.code for line in read_caseload(text)][:1] == ["M-1"]
        assert [line.name for line in read_caseload(text)][:1] in (["Ada"], [""])


def test_a_quoted_name_holds_its_comma() -> None:
    assert short('code,name\nM-1,"Lund, Ada"') == [(2, "M-1", "Lund, Ada", "", 0)]
    assert short('"m-1","Lund, Ada"\n"Haddad, Leila"\nBo ("Bee") Lund\nM-2, Lund, Bo\n"M-3') == [
        (1, "M-1", "Lund, Ada", "", 0),
        (2, "", "Haddad, Leila", "", 0),
        (3, "", 'Bo ("Bee") Lund', "", 0),
        (4, "M-2", "Lund, Bo", "", 0),
        (5, "", "", "quote", 0),
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-2", "@SUM(A1)", "=cmd|'/c calc'!A1"])
def test_what_looks_like_a_formula_is_text(cell: str) -> None:
    line = read_caseload(f'code,name\nM-1,"{cell}"')[0]
    assert (line.name, line.fault) == (cell, "")


@pytest.mark.parametrize(
    ("text", "number", "fault"),
    [
        ("code,name\n,\n", 2, "empty"),
        ("A-" + "1" * 19 + ",Ada", 1, "code_long"),
        ("A-1,Ada\nB-1," + "x" * 121, 2, "name_long"),
        ("A-1,Ada\x00Lund", 1, "sign"),
        ('code,name\nA-1,"Ada\nB-1,Bo', 2, "quote"),
        ("code,name\nA-1,Ada,more", 2, "cells"),
    ],
)
def test_each_fault_by_its_line(text: str, number: int, fault: str) -> None:
    found = [(line.number, line.fault) for line in read_caseload(text) if line.fault]
    assert found == [(number, fault)]


def test_doubles_are_named_with_the_line_they_repeat() -> None:
    text = "A-1,Ada\na 1,Bo\nB-1,ada\nC-1\nC-1"
    assert [(line.number, line.fault, line.same_as) for line in read_caseload(text)] == [
        (1, "", 0),
        (2, "twice", 1),
        (3, "", 1),
        (4, "", 0),
        (5, "twice", 4),
    ]


def test_a_code_in_use_is_taken() -> None:
    assert short("m-17", "M-17") == [(1, "M-17", "", "taken", 0)]
    assert short("Leila", "") == [(1, "", "Leila", "", 0)]


def test_both_limits_of_a_cell_fit() -> None:
    code, name = "A" * 19 + "1", "x" * 120
    assert read_caseload(f"{code},{name}") == (Line(number=1, code=code, name=name),)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    lines = read_caseload(text, ["M-17"])
    assert all(column.number > 0 for column in unread_columns("code,name,x\n" + text))
    assert [line.number for line in lines] == sorted({line.number for line in lines})
    good = [line for line in lines if not line.fault]
    codes = [line.code for line in good if line.code]
    assert len(set(codes)) == len(codes)
    assert all(line.code or line.name for line in good)
