"""Courses: starting one, its page, and what becomes of its sessions."""

from django.urls import path

from planner.views import course_changes, courses

ALL = "c/<uuid:clinic>/courses/"
ONE = f"{ALL}<uuid:uid>/"

urlpatterns = [
    path(f"{ALL}of/<uuid:uid>/", courses.client_courses, name="client_courses"),
    path(f"{ALL}of/group/<uuid:uid>/", courses.group_courses, name="group_courses"),
    path(f"{ALL}start/<slug:code>/", courses.course_start, name="course_start"),
    path(ONE, courses.course_run, name="course_run"),
    path(f"{ONE}catch-up/", course_changes.course_catch_up, name="course_catch_up"),
    path(f"{ONE}end/", course_changes.course_end, name="course_end"),
    path(f"{ONE}back/", course_changes.course_back, name="course_back"),
    path(f"{ALL}sessions/<uuid:uid>/", course_changes.course_change, name="course_change"),
]
