"""Words that clinicians use for the same thing, so that each finds what was written with another.

Single folded English words; a group holds what one would want to be shown for any of its words. A
word that stands in the text itself always counts more (planner/library/search.py).
"""

from typing import Final

from planner.library.spelling import stem

_GROUPS: Final = (
    "anxious anxiety nervous nerves fear worry panic",
    "exam exams test",
    "sad sadness low mood depressed depression",
    "angry anger rage temper irritable",
    "sleep insomnia bed night nightmare",
    "tired exhausted fatigue burnout drained",
    "busy hurry rush",
    "fake false hollow",
    "selfish guilt",
    "critic critical harsh selfcritical judgement",
    "numb unreal dissociation dissociated shutdown frozen",
    "flashback trauma ptsd traumatic",
    "urge craving relapse slip setback addiction",
    "suicide suicidal selfharm risk crisis",
    "teenager teenagers teen teens adolescent adolescents youth",
    "kid kids child children",
    "mother father mum mom dad parent parents",
    "carer carers caregiver caregivers nurse helper helpers",
    "job work workplace office colleague",
    "phone mobile screen",
    "pupil pupils student students school",
    "meditation meditate sitting awareness mindfulness",
    "metta wishes phrases",
    "pet dog cat animal",
    "imagery visualisation visualization imagine",
    "grounding steady orienting",
    "couple partner marriage",
    "form sheet worksheet",
    "rationale explain psychoeducation",
)


def _by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _GROUPS:
        words = frozenset(group.split())
        for one in words:
            found[stem(one)] = found.get(stem(one), frozenset()) | words
    return found


_KINDRED: Final = _by_stem()


def kindred_of(word: str) -> frozenset[str]:
    """The folded words for the same thing, whatever ending this one has; none for most words."""
    return _KINDRED.get(stem(word), frozenset())
