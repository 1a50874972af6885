"""Homework that a client was given."""

from django.urls import path

from clients.views import diaries, homework

ONE = "c/<uuid:clinic>/homework/<uuid:uid>/"

urlpatterns = [
    path(ONE, homework.homework_page, name="homework_page"),
    path(f"{ONE}course/", homework.homework_course, name="homework_course"),
    path(f"{ONE}week/", diaries.diary_week, name="diary_week"),
    path("c/<uuid:clinic>/paper/", diaries.diary_find, name="diary_find"),
]
