"""Addresses of giving homework."""

from django.urls import path

from planner.views import (
    homework,
    homework_course,
    homework_paper,
    homework_resting,
    homework_twice,
    session_homework,
)

CLIENT = "c/<uuid:clinic>/clients/<uuid:uid>/homework/"
GROUP = "c/<uuid:clinic>/groups/<uuid:uid>/homework/"
ONE = "c/<uuid:clinic>/homework/<uuid:uid>/"

urlpatterns = [
    path(f"{CLIENT}give/", homework.homework_give, name="homework_give"),
    path(f"{CLIENT}preview/", homework.homework_preview, name="homework_preview"),
    path(f"{CLIENT}paper/", homework_paper.homework_paper, name="homework_paper"),
    path(f"{CLIENT}again/", homework_course.client_homework_again, name="client_homework_again"),
    path(f"{CLIENT}held/", homework_resting.client_homework_held, name="client_homework_held"),
    path(f"{GROUP}give/", homework.group_homework_give, name="group_homework_give"),
    path(f"{GROUP}paper/", homework_paper.group_homework_paper, name="group_homework_paper"),
    path(f"{GROUP}again/", session_homework.group_homework_again, name="group_homework_again"),
    path(
        f"{GROUP}take-back/",
        homework_twice.group_homework_take_back,
        name="group_homework_take_back",
    ),
    path(f"{ONE}take-back/", homework_twice.homework_take_back, name="homework_take_back"),
    path(f"{ONE}again/", homework_course.homework_again, name="homework_again"),
    path(f"{ONE}undo/", homework_course.homework_undo, name="homework_undo"),
    path(f"{ONE}resting/", homework_resting.homework_resting, name="homework_resting"),
    path(f"{ONE}change/paper/", homework_paper.homework_change_paper, name="homework_change_paper"),
    path(f"{ONE}change/", homework_course.homework_change, name="homework_change"),
    path(
        "c/<uuid:clinic>/sessions/<uuid:uid>/homework/",
        session_homework.session_homework,
        name="session_homework",
    ),
]
