"""`manage.py print_diary`: a week on paper, kept, with its code; refused in one plain sentence."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from clients.models import Diary
from planner.management.commands import print_diary
from tests import factories as make
from tests.cast import Cast


def test_it_is_written_kept_and_refused_for_strangers(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_diary, "sheet_pdf", lambda sheet: sheet.link.encode())
    given = make.assignment(cast.m17)
    file = tmp_path / "diary.pdf"
    week = f"--week={cast.m17.today().isoformat()}"
    call_command("print_diary", str(given.uid), week, "-o", str(file))
    diary = Diary.objects.get()
    assert file.read_bytes().decode().endswith(f"/p/week/{diary.uid}/")
    assert bytes(cast.m17.handouts.get().file.content) == file.read_bytes()
    for who, said in ((cast.ben, "No assignment has the uid"), (cast.sara, "but not print it")):
        with pytest.raises(CommandError, match=said):
            call_command("print_diary", str(given.uid), "--as", who.user.email)
    nowhere = tmp_path / "missing" / "diary.pdf"
    with pytest.raises(CommandError, match=r"diary\.pdf"):
        call_command("print_diary", str(given.uid), "--discreet", "-o", str(nowhere))
    assert cast.m17.handouts.count() == 1
