"""The measures of a plan with their links, and what the divisions reported on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.events import log_event
from agencies.models import Division
from assessments.models import Framework, Indicator, Instrument, Item, Question, SubIndicator, Topic
from ita_portal.thai.dates import find_deadlines, format_date, parse_period
from ita_portal.thai.numerals import to_thai
from measures.deadlines import deadline_to_json, last_due_date
from measures.models import Measure, MeasurePlan
from measures.rounds import current_round
from measures.services import update_progress
from reports.demo.agencies import People
from reports.demo.data import numbered, read_day


@dataclass(frozen=True, slots=True)
class MeasureMaker:
    """Stores the measures of one plan. Codes are those of ``framework``, the one of the result
    that the plan answers; what it does not have is left out."""

    plan: MeasurePlan
    people: People
    framework: Framework | None
    today: date

    def store(self, data: dict[str, Any], position: int) -> None:
        """One measure, its links and its progress."""
        data = self._with_due_day(data)
        names = data["divisions"]
        divisions = list(self.plan.agency.divisions.filter(name__in=names))
        measure = self._create(data, position)
        measure.divisions.set(divisions)
        self._link(measure, data)
        log_event(
            agency=self.plan.agency, actor=self.people.coordinator, verb="created", thing=measure
        )
        self._report(measure, divisions, data["progress"])

    def _with_due_day(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data with the day of ``due`` written where its texts leave a place for it."""
        if "due" not in data:
            return data
        day = format_date(read_day(data["due"], self.today, self.plan.year), numerals="thai")
        texts: dict[str, Any] = _replaced(data, "{due}", day)
        return texts

    def _create(self, data: dict[str, Any], position: int) -> Measure:
        year = self.plan.year
        monitoring = numbered(data["monitoring"])
        deadlines = find_deadlines(monitoring, year)
        period = parse_period(data.get("period", ""), year)
        return Measure.objects.create(
            agency=self.plan.agency,
            plan=self.plan,
            position=position,
            title=data.get("title", ""),
            issue=data.get("issue") or self._issue(data),
            instrument=self._instrument(data),
            steps=numbered(data["steps"]),
            monitoring=monitoring,
            deadlines=[deadline_to_json(deadline) for deadline in deadlines],
            due_date=last_due_date(deadlines, period.end if period else None),
            period_text=data.get("period", ""),
            period_start=period.start if period else None,
            period_end=period.end if period else None,
        )

    def _issue(self, data: dict[str, Any]) -> str:
        """The item or question as the forms write it: code and official wording."""
        if "item" in data:
            item = Item.objects.get(framework=self.framework, code=data["item"])
            return to_thai(f"{item.code} {item.title} ได้ 0 คะแนน")
        if "question" in data:
            question = Question.objects.get(framework=self.framework, code=data["question"])
            return to_thai(f"{question.code} {question.text}")
        return ""

    def _instrument(self, data: dict[str, Any]) -> str:
        named = Instrument.objects.filter(
            framework=self.framework, indicators__number=data["indicator"]
        ).first()
        return named.code if named else ""

    def _link(self, measure: Measure, data: dict[str, Any]) -> None:
        framework = self.framework
        measure.indicators.set(
            Indicator.objects.filter(framework=framework, number=data["indicator"])
        )
        measure.sub_indicators.set(
            SubIndicator.objects.filter(framework=framework, number=data.get("sub_indicator", ""))
        )
        measure.questions.set(
            Question.objects.filter(framework=framework, code=data.get("question", ""))
        )
        measure.items.set(Item.objects.filter(framework=framework, code=data.get("item", "")))
        measure.topics.set(Topic.objects.filter(framework=framework, number=data.get("topic", 0)))

    def _report(self, measure: Measure, divisions: list[Division], rounds: dict[str, Any]) -> None:
        """The progress of each round; a round that names another repeats what stood there."""
        for code, report in rounds.items():
            values = dict(rounds[report] if isinstance(report, str) else report)
            for name in ("results", "outcomes"):
                values[name] = numbered(values.get(name, []))
            if "completion_date" in values:
                day = read_day(values["completion_date"], self.today, self.plan.year)
                values["completion_date"] = day
            round = current_round(self.plan.year, self.today) if code == "current" else code
            update_progress(
                measure=measure,
                round=round,
                actor=self.people.reporter(divisions),
                seen_version=0,
                values=values,
            )


def _replaced(value: Any, sign: str, text: str) -> Any:
    """``value`` with ``sign`` replaced in all its strings."""
    match value:
        case str():
            return value.replace(sign, text)
        case list():
            return [_replaced(part, sign, text) for part in value]
        case dict():
            return {key: _replaced(part, sign, text) for key, part in value.items()}
        case _:
            return value
