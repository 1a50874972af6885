"""The table of the access matrix: every address, what it is asked for, who may, by which methods."""

from dataclasses import replace
from functools import cache
from typing import Any

from clients.models import Apart, Clinic
from planner.library.courses import CourseDocument
from planner.library.documents import COURSES
from planner.library.practices import PracticeDocument
from planner.models import Item, ItemVersion, Practice, Stop
from tests import cast as whole_casts
from tests import factories as make
from tests.cast import Cast
from tests.planner.shelves import library
from tests.standing import Standing

GET, POST = ("GET",), ("POST",)
BOTH = ("GET", "POST")

AUDIENCES: dict[str, dict[str, int]] = {
    # on M-17: the lead acts, the supervisor reads
    "view": {"amara": 200, "sara": 200},
    "edit": {"amara": 200, "sara": 403},
    # on group A: its leader
    "leader": {"gina": 200},
    # on M-17's place in group A: the group's leader and the client's lead
    "participation": {"gina": 200, "amara": 200, "sara": 403},
    # on what belongs to the clinic
    "all": dict.fromkeys(("olga", "amara", "ben", "sara", "kofi", "gina", "hugo"), 200),
    "clinical": dict.fromkeys(("amara", "ben", "sara", "kofi", "gina", "hugo"), 200)
    | {"olga": 403},
    "owner": dict.fromkeys(("amara", "ben", "sara", "kofi", "gina", "hugo"), 403) | {"olga": 200},
    # on M-17 for the clinic's owner; who may read may not manage
    "manage_client": {"olga": 200, "amara": 403, "sara": 403},
    "manage_group": {"olga": 200, "gina": 403},
}
"""Who gets an answer (200 stands for any answer that is not a refusal); all others get 404."""

OPEN = {"clients:home", "clients:calendar_ics"}
"""Addresses that anybody may ask for."""

CLIENT_VIEW = ("client", "view", GET)
CLIENT_EDIT = ("client", "edit", BOTH)

ADDRESSES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "clients:hide_names": ("", "all", POST),
    "clients:single_keys": ("", "all", POST),
    "clients:client_list": ("", "all", GET),
    "clients:client_add": ("", "clinical", POST),
    "clients:client_import": ("", "clinical", BOTH),
    "clients:client_page": CLIENT_VIEW,
    "clients:client_record": CLIENT_EDIT,
    "clients:quiet_mode": CLIENT_EDIT,
    "clients:client_ending": CLIENT_EDIT,
    "clients:client_erase": ("client", "manage_client", BOTH),
    "clients:risk_ask": CLIENT_EDIT,
    "clients:safety_review": CLIENT_EDIT,
    "clients:reaching": CLIENT_EDIT,
    "clients:cover": ("", "clinical", BOTH),
    "clients:care_team": CLIENT_EDIT,
    "clients:team_leave": ("place", "edit", BOTH),
    "clients:handout_list": CLIENT_VIEW,
    "clients:handout_file": ("handout", "view", GET),
    "clients:appointment_list": CLIENT_VIEW,
    "clients:appointment_add": CLIENT_EDIT,
    "clients:group_appointment_add": ("group", "leader", BOTH),
    "clients:appointment_page": ("appointment", "edit", BOTH),
    "clients:appointment_ics": ("appointment", "edit", GET),
    "clients:calendar": ("", "all", GET),
    "clients:calendar_add": ("", "clinical", BOTH),
    "clients:calendar_settings": ("", "all", BOTH),
    "clients:calendar_feed": ("", "all", POST),
    "clients:attendance": ("group_appointment", "leader", BOTH),
    "clients:group_list": ("", "all", GET),
    "clients:group_add": ("", "clinical", POST),
    "clients:group_page": ("group", "leader", GET),
    "clients:group_change": ("group", "leader", BOTH),
    "clients:group_team": ("group", "leader", BOTH),
    "clients:participant_add": ("group", "leader", BOTH),
    "clients:participant_leave": ("participation", "participation", BOTH),
    "clients:participant_place": ("participation", "participation", BOTH),
    "clients:kept_apart": CLIENT_EDIT,
    "clients:apart_lift": ("apart", "edit", POST),
    "clients:clinic_page": ("", "all", GET),
    "clients:clinic_change": ("", "owner", BOTH),
    "clients:crisis_contacts": ("", "owner", BOTH),
    "clients:crisis_contact_remove": ("contact", "owner", POST),
    "clients:member_invite": ("", "owner", BOTH),
    "clients:member_remove": ("member", "owner", BOTH),
    "clients:caseload": ("", "owner", GET),
    "clients:caseload_client": ("client", "manage_client", BOTH),
    "clients:caseload_group": ("group", "manage_group", BOTH),
    "clients:caseload_leave": ("place", "manage_client", BOTH),
    "clients:devices": ("client", "edit", GET),
    "clients:device_invite": ("client", "edit", POST),
    "clients:consent": ("client", "edit", POST),
    "clients:device_end": ("device", "edit", POST),
    "clients:homework_page": ("assignment", "view", GET),
    "clients:homework_course": ("assignment", "edit", POST),
    "clients:diary_week": ("assignment", "edit", BOTH),
    "clients:diary_find": ("", "clinical", BOTH),
    "planner:today": ("", "all", GET),
    "planner:call_done": ("stop", "edit", POST),
    "planner:library": ("", "all", GET),
    "planner:item_page": ("", "all", GET),
    "planner:item_use": ("", "clinical", BOTH),
    "planner:item_give": ("", "clinical", GET),
    "planner:clinic_limits": ("", "all", GET),
    "planner:limit_set": ("", "owner", POST),
    "planner:favourite": ("", "all", POST),
    "planner:practice_print": ("", "clinical", GET),
    "planner:own_library": ("", "all", GET),
    "planner:own_new": ("", "clinical", BOTH),
    "planner:own_start": ("", "clinical", BOTH),
    "planner:own_import": ("", "clinical", BOTH),
    "planner:own_export_all": ("", "all", GET),
    "planner:own_edit": ("", "clinical", BOTH),
    "planner:own_versions": ("", "all", GET),
    "planner:own_restore": ("", "clinical", POST),
    "planner:own_export": ("", "all", GET),
    "planner:own_share": ("", "clinical", POST),
    "planner:own_retire": ("", "clinical", POST),
    "planner:own_return": ("", "clinical", POST),
    "planner:handout_give": CLIENT_EDIT,
    "planner:packet_give": CLIENT_EDIT,
    "planner:diary_print": ("assignment", "edit", BOTH),
    "planner:invitation_print": ("client", "edit", POST),
    "planner:group_packet_give": ("group", "leader", BOTH),
    "planner:client_courses": CLIENT_VIEW,
    "planner:group_courses": ("group", "leader", GET),
    "planner:course_start": ("", "clinical", BOTH),
    "planner:course_run": ("course_run", "view", GET),
    "planner:course_change": ("course_step", "edit", BOTH),
    "planner:course_catch_up": ("course_run", "edit", BOTH),
    "planner:course_end": ("course_run", "edit", POST),
    "planner:course_back": ("course_run", "edit", POST),
    "planner:session_list": ("", "all", GET),
    "planner:session_new": CLIENT_EDIT,
    "planner:group_session_new": ("group", "leader", BOTH),
    "planner:session_plan": ("appointment", "edit", BOTH),
    "planner:client_sessions": CLIENT_VIEW,
    "planner:client_homework_held": CLIENT_VIEW,
    "planner:hand_over": CLIENT_VIEW,
    "planner:group_made": ("group", "leader", GET),
    "planner:session_page": ("session", "view", GET),
    "planner:session_ready": ("session", "edit", POST),
    "planner:session_undo": ("session", "edit", POST),
    "planner:session_redo": ("session", "edit", POST),
    "planner:session_history": ("session", "view", GET),
    "planner:session_back": ("session", "edit", POST),
    "planner:session_protocol": ("session", "edit", BOTH),
    "planner:session_refit": ("session", "edit", BOTH),
    "planner:finding_settle": ("session", "edit", POST),
    "planner:session_video": ("session", "edit", POST),
    "planner:session_after": ("session", "edit", BOTH),
    "planner:session_text": ("session", "edit", GET),
    "planner:session_print": ("session", "edit", GET),
    "planner:task_add": ("session", "edit", POST),
    "planner:task_change": ("task", "edit", POST),
    "planner:block_add": ("session", "edit", BOTH),
    "planner:block_edit": ("block", "edit", BOTH),
    "planner:block_move": ("block", "edit", POST),
    "planner:block_copy": ("block", "edit", POST),
    "planner:block_copy_to": ("block", "edit", BOTH),
    "planner:block_remove": ("block", "edit", POST),
    "planner:homework_give": CLIENT_EDIT,
    "planner:homework_preview": ("client", "edit", POST),
    "planner:homework_paper": ("client", "edit", POST),
    "planner:homework_change_paper": ("assignment", "edit", POST),
    "planner:group_homework_paper": ("group", "leader", POST),
    "planner:client_homework_again": ("client", "edit", POST),
    "planner:homework_again": ("assignment", "edit", POST),
    "planner:homework_take_back": ("assignment", "edit", POST),
    "planner:group_homework_take_back": ("group", "leader", POST),
    "planner:homework_undo": ("assignment", "edit", POST),
    "planner:homework_resting": ("assignment", "edit", BOTH),
    "planner:homework_change": ("assignment", "edit", BOTH),
    "planner:session_homework": ("session", "edit", BOTH),
    "planner:group_homework_give": ("group", "leader", BOTH),
    "planner:group_homework_again": ("group", "leader", POST),
}
"""Name of the address -> specimen ("" = none), audience, methods."""

PORTAL: dict[str, tuple[str, tuple[str, ...], str]] = {
    "portal:today": ("", GET, "phone"),
    "portal:invitation": ("", BOTH, "open"),
    "portal:unlock": ("", BOTH, "open"),
    "portal:agree": ("", POST, "phone"),
    "portal:leave": ("", BOTH, "open"),
    "portal:forget": ("", POST, "phone"),
    "portal:stay": ("", POST, "phone"),
    "portal:sync": ("", POST, "phone"),
    "portal:practice": ("assignment", GET, "phone"),
    "portal:log": ("assignment", BOTH, "phone"),
    "portal:log_more": ("log", BOTH, "phone"),
    "portal:unpleasant": ("log", BOTH, "phone"),
    "portal:take_back": ("log", POST, "phone"),
    "portal:sheet": ("sheet_homework", BOTH, "phone"),
    "portal:sheet_change": ("sheet", BOTH, "phone"),
    "portal:sheet_back": ("sheet", POST, "phone"),
    "portal:week": ("diary", BOTH, "phone"),
    "portal:path": ("", GET, "phone"),
    "portal:settings": ("", GET, "phone"),
    "portal:choices": ("", BOTH, "phone"),
    "portal:line": ("", BOTH, "phone"),
    "portal:end_phone": ("device", POST, "phone"),
    "portal:quiet": ("", POST, "phone"),
    "portal:withdraw": ("", POST, "phone"),
    "portal:hard_moment": ("", GET, "phone"),
    "portal:help": ("", GET, "phone"),
    "portal:offline": ("", GET, "phone"),
    "portal:shell": ("", GET, "open"),
    "portal:worker": ("", GET, "open"),
    "portal:manifest": ("", GET, "open"),
}
"""Name of the address -> specimen of M-17, methods, and whether a phone is needed."""


CODE = "three-step-integration-cycle"
"""The practice that addresses with a code are asked for."""
OWN_CODE = "pause-at-the-door"
"""The own practice of Harbour Clinic that addresses about own items are asked for."""
COURSE_CODE = make.COURSE["code"]
"""The course that is started."""
SHARED_CODE = ("planner:own_start",)
"""Addresses about own items that begin with a shared one."""


@cache
def document() -> PracticeDocument:
    """What the practice says, read once."""
    return library().practice(CODE)


def shelve() -> Practice:
    """The practice in the shared library."""
    practice: Practice = Practice.objects.create(code=CODE)
    ItemVersion.saying(document(), item=practice, number=1).save()
    return practice


def shelve_own(clinic: Clinic) -> Practice:
    """An own practice that everybody in the clinic sees."""
    own = replace(document(), code=OWN_CODE, title="Pause at the door")
    practice: Practice = Practice.objects.create(code=OWN_CODE, clinic=clinic)
    ItemVersion.saying(own, item=practice, number=1).save()
    return practice


def shelve_course() -> Item:
    """The course in the shared library."""
    item: Item = Item.objects.create(shelf=COURSES, code=COURSE_CODE)
    ItemVersion.saying(CourseDocument.from_data(make.COURSE), item=item, number=1).save()
    return item


def apart(cast: Cast) -> Apart:
    """M-17 and another client of the same care team, who must not share a group."""
    other = make.client(cast.harbour, "M-21")
    make.team(other, cast.amara)
    make.team(other, cast.sara, "supervisor")
    row: Apart = Apart.objects.create(
        clinic=cast.harbour, client=cast.m17, other=other, noted_on=cast.harbour.today()
    )
    return row


KEPT: list[tuple[Cast, Standing]] = []
"""The specimens as they stand upon the cast that was kept, and that cast."""


def keep() -> None:
    """Make the specimens once, for all tests of this process."""
    for upon in whole_casts.KEPT.values():
        KEPT[:] = [(upon.read(), Standing.keep("specimens", _made, upon=upon))]


def specimens(cast: Cast) -> dict[str, Any]:
    """One row of each kind, of M-17 or of group A, by the names used in the tables."""
    for upon, kept in KEPT:
        if cast.harbour == upon.harbour and cast.harbour.today() == upon.harbour.today():
            found: dict[str, Any] = kept.put_back(cast)
            return found
    return _made(cast)


def _made(cast: Cast) -> dict[str, Any]:
    shelve()
    shelve_own(cast.harbour)
    shelve_course()
    person = cast.m17
    session = make.session(person)
    group_session = make.session(cast.group_a, kind="group")
    run = make.course_run(person, cast.harbour.today())
    given = make.assignment(person)
    with_sheet = make.assignment(person, prescription={"worksheet": make.SHEET})
    return {
        "client": person,
        "group": cast.group_a,
        "appointment": session.appointment,
        "group_appointment": group_session.appointment,
        "session": session,
        "group_session": group_session,
        "block": make.block(session, "exposure", 35),
        "task": make.task(session),
        "stop": Stop.objects.create(clinic=cast.harbour, session=session),
        "course_run": run,
        "course_step": run.steps.first(),
        "assignment": given,
        "log": make.log(given),
        "diary": make.diary(given),
        "sheet_homework": with_sheet,
        "sheet": make.sheet(with_sheet),
        "handout": make.handout(person),
        "device": cast.phones["M-17"],
        "place": person.care_team.get(member=cast.amara),
        "participation": person.participations.get(group=cast.group_a),
        "apart": apart(cast),
        "contact": make.contact(cast.harbour),
        "member": cast.kofi,
    }
