"""Event feedback in English and Arabic."""

from typing import Any

from config.demo.people import Remarks, Respondent
from config.demo.writing import choices, in_languages, page, question, survey

T = in_languages("en", "ar")

SLUG = "event-feedback"
LANGUAGES = {"en": 0.58, "ar": 0.42}

SESSIONS = {
    "opening": T("Opening: cities that listen", "الافتتاح: مدن تُصغي"),
    "data": T("Open data in practice", "البيانات المفتوحة عمليًا"),
    "water": T("Water and heat", "المياه والحرارة"),
    "mobility": T("Getting around", "التنقل في المدينة"),
    "workshop": T("Hands-on workshop", "ورشة عمل تطبيقية"),
}
HEARD = {
    "colleague": T("A colleague", "زميل أو زميلة"),
    "mail": T("Your newsletter", "نشرتكم البريدية"),
    "social": T("Social media", "وسائل التواصل الاجتماعي"),
    "press": T("The press", "الصحافة"),
    "other": T("Somewhere else", "مصدر آخر"),
}
ASPECTS = {
    "programme": T("The programme", "البرنامج"),
    "speakers": T("The speakers", "المتحدثون"),
    "venue": T("The venue", "المكان"),
    "food": T("Food and drink", "الطعام والشراب"),
    "organisation": T("The organisation", "التنظيم"),
}
GRADES = {
    "poor": T("Poor", "ضعيف"),
    "fair": T("Fair", "مقبول"),
    "good": T("Good", "جيد"),
    "very_good": T("Very good", "جيد جدًا"),
    "excellent": T("Excellent", "ممتاز"),
}

DEFINITION = survey(
    SLUG,
    T("Open Cities 2026: your feedback", "المدن المفتوحة 2026: رأيكم"),
    [
        page(
            "event/visit",
            T("Your visit", "زيارتكم"),
            question(
                "rating",
                "overall",
                T("How did you like the event as a whole?", "ما تقييمكم للفعالية بشكل عام؟"),
                required=True,
                steps=5,
                low_label=T("Not at all", "لم تعجبني"),
                high_label=T("Very much", "أعجبتني كثيرًا"),
            ),
            question(
                "multiple_choice",
                "sessions",
                T("Which sessions did you attend?", "ما الجلسات التي حضرتموها؟"),
                choices=choices("sessions", SESSIONS),
            ),
            question(
                "single_choice",
                "heard_of_us",
                T("How did you hear of Open Cities?", "كيف عرفتم بفعالية المدن المفتوحة؟"),
                choices=choices("heard_of_us", HEARD),
            ),
        ),
        page(
            "event/grades",
            T("In detail", "بالتفصيل"),
            question(
                "matrix_single",
                "aspects",
                T("How do you grade…", "ما تقييمكم لما يلي؟"),
                rows=choices("aspects", ASPECTS, "r"),
                columns=choices("aspects", GRADES),
            ),
            question(
                "nps",
                "recommend",
                T(
                    "How likely are you to recommend Open Cities to others?",
                    "ما مدى احتمال أن توصوا الآخرين بفعالية المدن المفتوحة؟",
                ),
                required=True,
                low_label=T("Not at all likely", "غير محتمل إطلاقًا"),
                high_label=T("Extremely likely", "محتمل جدًا"),
            ),
        ),
        page(
            "event/next",
            T("Next time", "المرة القادمة"),
            question(
                "yes_no",
                "come_again",
                T("Would you come again next year?", "هل ستحضرون العام القادم؟"),
            ),
            question(
                "number",
                "travel_time",
                T("How long was your way here?", "كم استغرق طريقكم إلى هنا؟"),
                minimum=0,
                maximum=2000,
                unit=T("minutes", "دقيقة"),
            ),
            question(
                "short_text",
                "topic",
                T("Which topic should we not miss next year?", "ما الموضوع الذي يجب ألا نغفله العام القادم؟"),
            ),
            question(
                "long_text",
                "remarks",
                T("What else would you like to tell us?", "هل من شيء آخر تودون قوله لنا؟"),
            ),
        ),
    ],
    (
        T("Thank you, and see you next year", "شكرًا لكم، وإلى اللقاء في العام القادم"),
        T(
            "<p>The slides of all sessions are online by the end of the week.</p>",
            "<p>ستكون عروض جميع الجلسات متاحة على الموقع قبل نهاية الأسبوع.</p>",
        ),
    ),
)

REMARKS: Remarks = {
    "en": {
        "good": (
            "The workshop alone was worth the journey.",
            "Warm people, sharp questions, good coffee.",
            "Best moderated panels I have been to this year.",
            "Live captions made a real difference for me. Thank you!",
        ),
        "bad": (
            "Too many parallel sessions, I missed half of what I came for.",
            "The hall was freezing and the microphones kept failing.",
            "The queue for lunch took the whole break.",
            "Please start on time.",
        ),
    },
    "ar": {
        "good": (
            "تنظيم رائع وضيافة كريمة، شكرًا لكم.",
            "كانت ورشة العمل مفيدة جدًا.",
            "الترجمة الفورية كانت ممتازة.",
        ),
        "bad": (
            "كانت القاعة باردة جدًا.",
            "الجلسات المتوازية كثيرة وفاتني الكثير.",
            "نرجو الالتزام بالمواعيد.",
        ),
    },
}
TOPICS = {
    "en": ("Shade", "Night buses", "Housing", "Accessible streets", "School streets", "Small shops", "Noise"),
    "ar": ("الإسكان", "الظل في الشوارع", "النقل الليلي", "الأحياء القديمة", "إمكانية الوصول"),
}


def answers(person: Respondent) -> dict[str, Any]:
    """Return what an imagined visitor answers, by question name and in codes."""
    grades = list(GRADES)
    centres = {"programme": 3.1, "speakers": 3.3, "venue": 2.4, "food": 2.0, "organisation": 2.8}
    return {
        "overall": person.scale(1, 5, centre=4.1, spread=0.8),
        "sessions": person.some(list(SESSIONS), [0.81, 0.46, 0.38, 0.42, 0.29]),
        "heard_of_us": person.pick(list(HEARD), [38, 24, 21, 6, 11]),
        "aspects": {row: grades[person.scale(0, 4, centre=centre)] for row, centre in centres.items()},
        "recommend": person.scale(0, 10, centre=8.2, spread=1.7),
        "come_again": person.random.random() < 0.78 + person.mood * 0.12,
        "travel_time": min(2000, round(person.random.lognormvariate(3.6, 0.8) / 5) * 5),
        "topic": person.random.choice(TOPICS[person.language]) if person.random.random() < 0.4 else None,
        "remarks": person.says(REMARKS, chance=0.31),
    }
