"""Sessions: plans, their blocks, and the record of what was held."""

from django.urls import path

from planner.views import (
    adding,
    blocks,
    handover,
    history,
    lesstime,
    protocols,
    record,
    sessions,
    tasks,
    video,
)

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
    path(f"{ONE}history/", history.session_history, name="session_history"),
    path(f"{ONE}back/", history.session_back, name="session_back"),
    path(f"{ONE}protocol/", protocols.session_protocol, name="session_protocol"),
    path(f"{ONE}refit/", lesstime.session_refit, name="session_refit"),
    path(f"{ONE}settle/", sessions.finding_settle, name="finding_settle"),
    path(f"{ONE}video/", video.session_video, name="session_video"),
    path(f"{ONE}after/", record.session_after, name="session_after"),
    path(f"{ONE}text/", record.session_text, name="session_text"),
    path(f"{ONE}tasks/add/", tasks.task_add, name="task_add"),
    path(f"{ALL}tasks/<uuid:uid>/", tasks.task_change, name="task_change"),
    path(f"{ONE}blocks/add/", adding.block_add, name="block_add"),
    path(BLOCK, blocks.block_edit, name="block_edit"),
    path(f"{BLOCK}move/", blocks.block_move, name="block_move"),
    path(f"{BLOCK}copy/", adding.block_copy, name="block_copy"),
    path(f"{BLOCK}copy-to/", adding.block_copy_to, name="block_copy_to"),
    path(f"{BLOCK}remove/", blocks.block_remove, name="block_remove"),
]
