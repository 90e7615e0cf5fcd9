"""``read`` of many reports: each read by itself, here or on workers, to the text or the data that is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.checking.reports import read_report
from tracker.model import Finding, Message, Period, UnreadableReport
from tracker.read.limits import LIMIT
from tracker.understand import understand
from tracker.write.reading import write_explained, write_json, write_jsonl


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one report: its answer, or findings or a problem that say why there is none."""

    path: str
    answer: str | None = None
    findings: tuple[Finding, ...] = ()
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What is done with each report, wherever it is done: its text, or what is understood of it as JSON."""

    form: str  # text, explain, json (over many lines) or jsonl (on one)
    locality: str | None = None  # over what the report says itself
    period: Period | None = None
    limit: int = LIMIT
    lang: str = "en"  # in which an explanation speaks

    def __call__(self, path: str) -> Read:
        """Read one. A report that can't be read costs no other."""
        try:
            document, findings = read_report(path, self.limit)
        except UnreadableReport as error:
            return Read(path, problem=error.message)
        if document is None:
            return Read(path, findings=tuple(findings))
        if self.form == "text":
            return Read(path, document.text, tuple(findings))
        said = replace(document, locality=self.locality or document.locality, period=self.period or document.period)
        reading = understand(said)
        if self.form == "explain":
            return Read(path, write_explained(reading, self.lang), tuple(findings))
        write = write_json if self.form == "json" else write_jsonl
        return Read(path, write(reading), tuple(findings))
