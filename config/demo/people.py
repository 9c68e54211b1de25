"""Imagined respondents: when they came, how they feel, and how an opinion becomes a number on a scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

HOURS = (1, 1, 1, 1, 1, 2, 5, 14, 30, 36, 34, 28, 26, 30, 32, 28, 24, 20, 16, 18, 22, 18, 10, 4)
WEEKDAYS = (10, 12, 11, 10, 8, 3, 3)


type Remarks = dict[str, dict[str, tuple[str, ...]]]
"""What people write: language -> good or bad -> remarks."""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who answers. ``mood`` is about -1.5 to 1.5; ``progress`` runs from 0 to 1."""

    random: Random
    language: str
    started: datetime
    progress: float
    mood: float

    def scale(self, low: int, high: int, *, centre: float, spread: float = 1.0) -> int:
        """Return a number on a scale, drawn around ``centre`` and pulled by the mood."""
        drawn = self.random.gauss(centre + self.mood * spread * 0.6, spread)
        return max(low, min(high, round(drawn)))

    def pick[T](self, options: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of the options."""
        return self.random.choices(options, weights)[0]

    def some[T](self, options: Sequence[T], chances: Sequence[float], *, most: int | None = None) -> list[T]:
        """Return those options that come up, at least one, in their order."""
        drawn = [
            option for option, chance in zip(options, chances, strict=True) if self.random.random() < chance
        ]
        return (drawn or [self.pick(options, chances)])[:most]

    def says(self, remarks: Remarks, *, chance: float) -> str | None:
        """Return a fitting remark, or None."""
        if self.random.random() > chance:
            return None
        kind = "good" if self.mood + self.random.gauss(0, 0.5) > 0 else "bad"
        return self.random.choice(remarks[self.language][kind])


def respondents(
    *, seed: str, count: int, languages: dict[str, float], weeks: int, until: datetime
) -> list[Respondent]:
    """Return imagined respondents in order of time, the same for the same seed."""
    random = Random(seed)
    moments = sorted(_moment(random, weeks=weeks, until=until) for _ in range(count))
    first = until - timedelta(weeks=weeks)
    return [
        Respondent(
            random=Random(f"{seed}-{number}"),
            language=random.choices(list(languages), list(languages.values()))[0],
            started=moment,
            progress=(moment - first) / (until - first),
            mood=random.gauss(0, 0.7) + 0.35 * ((moment - first) / (until - first)),
        )
        for number, moment in enumerate(moments)
    ]


def _moment(random: Random, *, weeks: int, until: datetime) -> datetime:
    while True:
        age = timedelta(days=random.expovariate(2.2 / (weeks * 7)))
        if age.days >= weeks * 7 - 1:
            continue
        day = (until - age).replace(hour=0, minute=0, second=0, microsecond=0)
        if random.random() * max(WEEKDAYS) > WEEKDAYS[day.weekday()]:
            continue
        hour = random.choices(range(24), HOURS)[0]
        moment = day + timedelta(hours=hour, minutes=random.randrange(60), seconds=random.randrange(60))
        if moment < until:
            return moment
