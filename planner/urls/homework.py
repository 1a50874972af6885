"""Addresses of giving homework."""

from django.urls import path

from planner.views import homework

urlpatterns = [
    path(
        "c/<uuid:clinic>/clients/<uuid:uid>/homework/give/",
        homework.homework_give,
        name="homework_give",
    ),
    path(
        "c/<uuid:clinic>/clients/<uuid:uid>/homework/preview/",
        homework.homework_preview,
        name="homework_preview",
    ),
    path(
        "c/<uuid:clinic>/groups/<uuid:uid>/homework/give/",
        homework.group_homework_give,
        name="group_homework_give",
    ),
]
