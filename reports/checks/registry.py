"""All rules. One is added by writing a function below ``@rule`` in its family's module."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.checks.finding import Finding, Hit, Severity
from reports.checks.subject import Subject

Check = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id ("A1"), how grave a hit is, and what it asks for, in Thai."""

    id: str
    severity: Severity
    explanation: str
    check: Check

    def findings(self, subject: Subject) -> Iterable[Finding]:
        """What the rule finds in the subject."""
        for hit in self.check(subject):
            yield Finding(
                rule=self.id,
                severity=hit.severity or self.severity,
                place=hit.place,
                text=hit.text,
                message=hit.message,
                start=hit.start,
                repair=hit.repair,
            )


RULES: dict[str, Rule] = {}


def rule(id: str, severity: Severity, explanation: str) -> Callable[[Check], Check]:
    """Register a function as a rule. Raises ``ValueError`` when the id is taken."""

    def register(check: Check) -> Check:
        if id in RULES:
            raise ValueError(f"there is a rule {id} already")
        RULES[id] = Rule(id, severity, explanation, check)
        return check

    return register
