"""The words that a content file may use, each with what the page calls it."""

from django.utils.translation import gettext_lazy as _

from planner.plan import Phase

COMPONENT_LABELS = {
    "kindness": _("Kindness to oneself"),
    "common_humanity": _("Common humanity"),
    "mindfulness": _("Mindfulness"),
}
MODE_LABELS = {
    "being": _("Being: resting with what is here"),
    "caring": _("Caring: a kind wish or act"),
    "both": _("Being and caring"),
}
SETTING_LABELS = {
    "individual": _("Individual"),
    "group": _("Group"),
    "home": _("Between sessions"),
    "video": _("Video"),
    "workplace": _("Workplace"),
    "family": _("Family"),
    "school": _("School"),
}
AUDIENCE_LABELS = {
    "adults": _("Adults"),
    "adolescents": _("Adolescents"),
    "older_adults": _("Older adults"),
    "parents": _("Parents"),
    "helpers": _("Helpers and carers"),
    "students": _("Students"),
}
STRENGTH_LABELS = {
    "strong": _("Several good trials"),
    "moderate": _("Some trials"),
    "weak": _("Small or early studies"),
    "tradition": _("Clinical tradition"),
}
VARIANT_LABELS = {
    "eyes_open": _("Eyes open"),
    "no_touch": _("Without touch"),
    "sitting": _("Sitting"),
    "standing": _("Standing"),
    "walking": _("Walking"),
    "short": _("Short"),
    "long": _("Long"),
    "adult": _("For adults"),
    "adolescent": _("For adolescents"),
    "older": _("For older adults"),
    "parent_and_child": _("For parent and child"),
    "group": _("For a group"),
    "secular": _("In plain words, without tradition"),
}
READER_LABELS = {
    "client": _("For clients"),
    "clinician": _("For clinicians"),
}
SHELF_LABELS = {
    "practices": _("Practices"),
    "worksheets": _("Worksheets"),
    "pieces": _("To explain"),
    "challenges": _("What gets in the way"),
    "packs": _("Packs"),
    "protocols": _("Protocols"),
    "courses": _("Courses"),
}
SHELF_ONE_LABELS = {
    "practices": _("Practice"),
    "worksheets": _("Worksheet"),
    "pieces": _("To explain"),
    "challenges": _("What gets in the way"),
    "packs": _("Pack"),
    "protocols": _("Protocol"),
    "courses": _("Course"),
}
WING_LABELS = {
    "awareness": _("Awareness"),
    "compassion": _("Compassion"),
    "both": _("Both wings together"),
}
PROTOCOL_KIND_LABELS = {
    "trauma": _("Trauma-focused"),
    "no_exposure": _("Without exposure"),
    "preparation": _("Preparation"),
    "review": _("Review"),
    "group": _("Group"),
}

PHASES = tuple(phase.value for phase in Phase)
COMPONENTS = tuple(COMPONENT_LABELS)
MODES = tuple(MODE_LABELS)
SETTINGS = tuple(SETTING_LABELS)
AUDIENCES = tuple(AUDIENCE_LABELS)
STRENGTHS = tuple(STRENGTH_LABELS)
VARIANTS = tuple(VARIANT_LABELS)
READERS = tuple(READER_LABELS)
# What a log calls "what got in the way" (clients.models.Obstacle), without "rather not say".
BARRIERS = (
    "wandered",
    "no_time",
    "forgot",
    "not_alone",
    "tired",
    "body_hurt",
    "unclear",
    "false",
    "selfish",
    "drained",
    "no_wish",
)
PROTOCOL_KINDS = tuple(PROTOCOL_KIND_LABELS)
