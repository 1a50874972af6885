"""A clinic's own items: making, writing, versions, sharing, files in and out."""

from django.urls import path

from planner.views import own_items, own_library

ALL = "c/<uuid:clinic>/own-library/"
ONE = f"{ALL}items/<slug:code>/"

urlpatterns = [
    path(ALL, own_library.own_library, name="own_library"),
    path(f"{ALL}new/", own_library.own_new, name="own_new"),
    path(f"{ALL}start/<slug:code>/", own_library.own_start, name="own_start"),
    path(f"{ALL}import/", own_library.own_import, name="own_import"),
    path(f"{ALL}export/", own_library.own_export_all, name="own_export_all"),
    path(ONE, own_items.own_edit, name="own_edit"),
    path(f"{ONE}versions/", own_items.own_versions, name="own_versions"),
    path(f"{ONE}restore/", own_items.own_restore, name="own_restore"),
    path(f"{ONE}export/", own_items.own_export, name="own_export"),
    path(f"{ONE}share/", own_items.own_share, name="own_share"),
    path(f"{ONE}retire/", own_items.own_retire, name="own_retire"),
    path(f"{ONE}return/", own_items.own_return, name="own_return"),
]
