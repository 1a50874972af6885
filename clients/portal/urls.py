"""The portal's addresses: what a client's phone reaches. No address says what it is for."""

from django.urls import path

from . import (
    choices,
    diaries,
    entries,
    line,
    offline,
    practices,
    settings,
    sheets,
    shell,
    signin,
    sync,
    today,
)
from . import path as own_path

app_name = "portal"

urlpatterns = [
    path("", today.today, name="today"),
    path("in/<str:token>/", signin.invitation, name="invitation"),
    path("unlock/", signin.unlock, name="unlock"),
    path("agree/", signin.agree, name="agree"),
    path("leave/", signin.leave, name="leave"),
    path("stay/", signin.stay, name="stay"),
    path("forget/", signin.forget, name="forget"),
    path("sync/", sync.sync, name="sync"),
    path("begin/<uuid:uid>/", practices.practice, name="practice"),
    path("entry/<uuid:uid>/", practices.log, name="log"),
    path("more/<uuid:uid>/", entries.log_more, name="log_more"),
    path("steady/<uuid:uid>/", entries.unpleasant, name="unpleasant"),
    path("back/<uuid:uid>/", entries.take_back, name="take_back"),
    path("sheet/<uuid:uid>/", sheets.sheet, name="sheet"),
    path("page/<uuid:uid>/", sheets.sheet_change, name="sheet_change"),
    path("page/<uuid:uid>/back/", sheets.sheet_back, name="sheet_back"),
    path("week/<uuid:uid>/", diaries.week, name="week"),
    path("path/", own_path.path, name="path"),
    path("settings/", settings.settings, name="settings"),
    path("choices/", choices.choices, name="choices"),
    path("line/", line.line, name="line"),
    path("quiet/", settings.quiet, name="quiet"),
    path("phones/<uuid:uid>/end/", settings.end_phone, name="end_phone"),
    path("withdraw/", settings.withdraw, name="withdraw"),
    path("now/", settings.hard_moment, name="hard_moment"),
    path("info/", settings.help_page, name="help"),
    path("offline/", offline.offline, name="offline"),
    path("shell/", shell.shell, name="shell"),
    path("worker.js", shell.worker, name="worker"),
    path("day.webmanifest", shell.manifest, name="manifest"),
]
