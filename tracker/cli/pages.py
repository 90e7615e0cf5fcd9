"""Pages of the documentation that the package carries: one a rule, one a reason, in both languages."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from tracker.model import Severity, UnusableCall
from tracker.write.sarif import RulePage


def add_code(parser: argparse.ArgumentParser) -> None:
    """``[CODE]``."""
    parser.add_argument("code", metavar="CODE", nargs="?", help="the code to tell of (default: list them all)")


def show(kind: str, code: str | None, lang: str) -> int:
    """Print the page of a code, or a list of all. Raises UnusableCall where there is no such code."""
    folder = _folder(kind, lang)
    codes = sorted(each.stem for each in folder.glob("*.md") if each.stem != "README")
    if code is None:
        for each in codes:
            head = (folder / f"{each}.md").read_text(encoding="utf-8").partition("\n")[0]
            sys.stdout.write(head.removeprefix("# ").replace("`", "") + "\n")
    elif code in codes:
        sys.stdout.write(as_text((folder / f"{code}.md").read_text(encoding="utf-8")))
    else:
        near = get_close_matches(code, codes, n=1)
        text = "no code {code}; did you mean {near}?" if near else "no code {code}; those there are: {known}"
        raise UnusableCall(text, code=code, near=near[0] if near else "", known=", ".join(codes))
    return 0


def _folder(kind: str, lang: str) -> Path:
    """``docs/rules``, or its Chinese sister: in the wheel, or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = Path("zh", kind) if lang == "zh" else Path(kind)
    found = [docs / inside for docs in (package / "docs", package.parent / "docs") if (docs / inside).is_dir()]
    if not found:
        raise FileNotFoundError(f"docs/{inside} is neither in the package nor beside it")
    return found[0]


def as_text(page: str) -> str:
    """Markdown for a terminal: without comments, and links as their words."""
    page = re.sub(r"<!--.*?-->\n", "", page)
    return re.sub(r"\[([^\]]+)\]\([^)\s]+\)", r"\1", page)


def rule_pages(codes: Sequence[str], lang: str) -> dict[str, RulePage]:
    """The pages of all rules, by their codes."""
    docs = documentation()
    folder, english = _folder("rules", lang), _folder("rules", "en")
    pages = {}
    for code in codes:
        page = (folder / f"{code}.md").read_text(encoding="utf-8")
        level = re.search(r"^An? (error|warning|note):", (english / f"{code}.md").read_text(encoding="utf-8"), re.M)
        assert level is not None, f"docs/rules/{code}.md does not say how much it counts"
        url = None if docs is None else f"{docs}/{'zh/' if lang == 'zh' else ''}rules/{code}.md"
        title = re.sub("[`#]", "", page.partition("\n")[0]).strip()
        markdown = re.sub(r"<!--.*?-->\n", "", page)
        pages[code] = RulePage(title, Severity(level[1]), as_text(page), markdown, url)
    return pages


def documentation() -> str | None:
    """Where the documentation lies, as the package's metadata (``[project.urls]``) says."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("commitment-tracker").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    named = dict(each.split(", ", 1) for each in urls)
    return named.get("Documentation", "").rstrip("/") or None
