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
# What a log calls "what got in the way" (clients.models.Obstacle), without "rather not say".
BARRIER_LABELS = {
    "wandered": _("My mind wandered"),
    "no_time": _("No time"),
    "forgot": _("I forgot"),
    "not_alone": _("I was not alone"),
    "tired": _("Too tired or unwell"),
    "body_hurt": _("My body hurt"),
    "unclear": _("I did not understand it"),
    "false": _("It felt false"),
    "selfish": _("It felt selfish"),
    "drained": _("It drained me"),
    "no_wish": _("I did not want to"),
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
FIELD_LABELS = {
    "title": _("Title"),
    "client_title": _("Title for clients"),
    "plain_title": _("Plain title"),
    "purpose": _("What it is for"),
    "tags": _("Words to find it by"),
    "credit": _("Credit"),
    "licence": _("Licence"),
    "of": _("Written from"),
    "wing": _("Wing"),
    "mode": _("Manner"),
    "components": _("Parts of self-compassion"),
    "phases": _("Phases"),
    "settings": _("Settings"),
    "audiences": _("For whom"),
    "minutes": _("Minutes"),
    "shortest": _("Shortest"),
    "usual": _("Usual"),
    "longest": _("Longest"),
    "cool": _("Minutes of awareness"),
    "warm": _("Minutes of compassion"),
    "steps": _("Steps"),
    "label": _("Name"),
    "text": _("Text"),
    "seconds": _("Seconds"),
    "breaths": _("Breaths"),
    "repeats": _("Times"),
    "how_long": _("How long, in words"),
    "gap_allowed": _("A pause before it"),
    "anchor": _("Rests on the anchor"),
    "own_words": _("Room for own words"),
    "gates": _("Who may do it"),
    "led_by": _("Led by"),
    "activating": _("Activating"),
    "leave_out_when": _("Left out when"),
    "exposure_homework": _("Exposure at home"),
    "where": _("Where"),
    "stop_and_steady": _("Stop and steady"),
    "real_danger_line": _("Line about real danger"),
    "may_happen": _("What may happen"),
    "anchors": _("Anchors"),
    "phrases_allowed": _("Own phrases"),
    "cautions": _("Take care"),
    "when_to_stop": _("Stop when"),
    "unwanted_effects": _("Ask about next time"),
    "evidence": _("What is known"),
    "claim": _("Claim"),
    "strength": _("Strength"),
    "source": _("Source"),
    "related": _("Related practices"),
    "variants": _("Forms"),
    "script": _("Script"),
    "worksheet": _("Worksheet"),
    "shared": _("Read by the clinician"),
    "why": _("Why"),
    "when": _("When"),
    "how": _("How"),
    "example": _("Example"),
    "fields": _("Questions"),
    "columns": _("Columns"),
    "kind": _("Kind"),
    "help": _("Help"),
    "required": _("Needs an answer"),
    "key": _("Key"),
    "most": _("Characters at most"),
    "low": _("Lowest"),
    "high": _("Highest"),
    "suds": _("Distress: on each client’s own scale once it is given"),
    "low_label": _("Lowest means"),
    "high_label": _("Highest means"),
    "choices": _("Choices"),
    "rows_least": _("Rows at least"),
    "rows_most": _("Rows at most"),
    "reader": _("Reader"),
    "key_points": _("Main points"),
    "ask": _("Question at the end"),
    "barriers": _("What a log calls it"),
    "shows": _("How it shows"),
    "say": _("To say"),
    "offer": _("To offer"),
    "avoid": _("Makes it worse"),
    "parts": _("Parts"),
    "days_before": _("Days before"),
    "items": _("Items"),
    "blocks": _("Blocks"),
    "every": _("Days from one to the next"),
    "sessions": _("Sessions"),
    "home": _("At home"),
    "home_text": _("How often"),
    "theme": _("Theme"),
    "protocol": _("Protocol"),
    "practice": _("Practice"),
    "notes": _("Notes"),
    "lock_at": _("Locked to the clock"),
    "optional": _("Optional"),
    "memory": _("Memory"),
    "module": _("Module"),
    "phase": _("Phase"),
    "code": _("Code"),
}

PHASES = tuple(phase.value for phase in Phase)
COMPONENTS = tuple(COMPONENT_LABELS)
MODES = tuple(MODE_LABELS)
SETTINGS = tuple(SETTING_LABELS)
AUDIENCES = tuple(AUDIENCE_LABELS)
STRENGTHS = tuple(STRENGTH_LABELS)
VARIANTS = tuple(VARIANT_LABELS)
READERS = tuple(READER_LABELS)
BARRIERS = tuple(BARRIER_LABELS)
PROTOCOL_KINDS = tuple(PROTOCOL_KIND_LABELS)
