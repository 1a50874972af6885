"""Homework that a client was given."""

from django.urls import path

from clients.views import homework

ONE = "c/<uuid:clinic>/homework/<uuid:uid>/"

urlpatterns = [
    path(ONE, homework.homework_page, name="homework_page"),
    path(f"{ONE}course/", homework.homework_course, name="homework_course"),
    path(f"{ONE}resting/", homework.homework_resting, name="homework_resting"),
]
