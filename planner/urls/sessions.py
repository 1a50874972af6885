"""Sessions: plans, their blocks, and the record of what was held."""

from django.urls import path

from planner.views import blocks, handover, lesstime, record, sessions

ALL = "c/<uuid:clinic>/sessions/"
ONE = f"{ALL}<uuid:uid>/"
BLOCK = f"{ALL}blocks/<uuid:uid>/"

urlpatterns = [
    path(ALL, sessions.session_list, name="session_list"),
    path(f"{ALL}new/<uuid:uid>/", sessions.session_new, name="session_new"),
    path(f"{ALL}new/group/<uuid:uid>/", sessions.group_session_new, name="group_session_new"),
    path(f"{ALL}plan/<uuid:uid>/", sessions.session_plan, name="session_plan"),
    path(f"{ALL}of/<uuid:uid>/", record.client_sessions, name="client_sessions"),
    path(f"{ALL}handover/<uuid:uid>/", handover.hand_over, name="hand_over"),
    path(f"{ALL}made/<uuid:uid>/", record.group_made, name="group_made"),
    path(ONE, sessions.session_page, name="session_page"),
    path(f"{ONE}ready/", sessions.session_ready, name="session_ready"),
    path(f"{ONE}undo/", sessions.session_undo, name="session_undo"),
    path(f"{ONE}redo/", sessions.session_redo, name="session_redo"),
    path(f"{ONE}refit/", lesstime.session_refit, name="session_refit"),
    path(f"{ONE}settle/", sessions.finding_settle, name="finding_settle"),
    path(f"{ONE}after/", record.session_after, name="session_after"),
    path(f"{ONE}text/", record.session_text, name="session_text"),
    path(f"{ONE}blocks/add/", blocks.block_add, name="block_add"),
    path(BLOCK, blocks.block_edit, name="block_edit"),
    path(f"{BLOCK}move/", blocks.block_move, name="block_move"),
    path(f"{BLOCK}copy/", blocks.block_copy, name="block_copy"),
    path(f"{BLOCK}remove/", blocks.block_remove, name="block_remove"),
]
