"""How long reports take to be read: Word as a ratio to python-docx, and a 100-page PDF and a 5 MB text against limits.

Run: ``python tests/bench/bench_documents.py``. Real Word reports are taken from ../shared where it stands, else made.
What we are measured against is left out where it isn't installed (group ``bench``). Rounds are interleaved, and the
median round counts; memory is that of a fresh process above a bare interpreter.
"""

from __future__ import annotations

import gc
import importlib.util
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.read.making import Piece, make_docx, make_pdf, paragraph, run, set_lines, set_page  # noqa: E402
from tracker.read.docx import read_docx  # noqa: E402
from tracker.read.html import read_html  # noqa: E402
from tracker.read.pdf import read_pdf  # noqa: E402

SENTENCE = "全年新建绿地12处，改造供热、供排水管线3.5公里，地区生产总值118.6亿元，比上年增长5.2%；城镇新增就业4020人。"
LOOKS = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:eastAsia="仿宋"/><w:sz w:val="32"/><w:szCs w:val="32"/>'


def seconds(work: Callable[[], object]) -> float:
    """Seconds of one call; garbage of the one before is not counted to it."""
    gc.collect()
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def medians(rounds: int, **works: Callable[[], object]) -> dict[str, float]:
    """Median seconds of each of several works, one after the other in every round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    return {name: statistics.median(each) for name, each in times.items()}


def peak(script: str, *arguments: str) -> float:
    """MiB that a fresh process needs for a script, above a bare interpreter; as Linux tells it, or 0."""
    # Not ru_maxrss: a process begins with that of the one it was forked from.
    tail = "\nfrom pathlib import Path; at = Path('/proc/self/status')\n"
    tail += "print(at.read_text().split('VmHWM:')[1].split()[0] if at.exists() else 0)"
    used = []
    for each in ("import sys", script):
        call = [sys.executable, "-c", each + tail, *arguments]
        done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
        used.append(int(done.stdout.split()[-1]))
    return (used[1] - used[0]) / 1024


def word_reports() -> list[bytes]:
    """The provinces' reports, or one made like them."""
    real = [path.read_bytes() for path in sorted((ROOT.parent / "shared/reports/provinces-2025").glob("*.docx"))]
    return real or [make_docx(paragraph(*[run(SENTENCE, LOOKS)] * 5) * 60)]


def word() -> None:
    """A Word report: at most a third of python-docx's time is asked."""
    reports = word_reports()
    works: dict[str, Callable[[], object]] = {"tracker": lambda: [read_docx("a.docx", each) for each in reports]}
    if importlib.util.find_spec("docx"):
        import docx

        works["python-docx"] = lambda: [[p.text for p in docx.Document(BytesIO(each)).paragraphs] for each in reports]
    result = medians(15, **works)
    print(f"Word, {len(reports)} reports: {result['tracker'] / len(reports) * 1000:.2f} ms each", end="")
    peer = result.get("python-docx")
    print(f", {result['tracker'] / peer:.2f} × python-docx (asked: 0.33)" if peer else "; python-docx not installed")


def pdf() -> None:
    """A PDF of 100 full pages: under 5 s is asked."""
    lines = set_lines([SENTENCE * 4] * 500, 396)
    pages = [
        [*set_page(lines[at : at + 34]), Piece(f"- {number} -", 285, 815, 9)]
        for number, at in enumerate(range(0, 3400, 34), 1)
    ]
    data = make_pdf(pages)
    works: dict[str, Callable[[], object]] = {"tracker": lambda: read_pdf("a.pdf", data)}
    if importlib.util.find_spec("pdfplumber"):
        import pdfplumber

        works["pdfplumber"] = lambda: [page.extract_text() for page in pdfplumber.open(BytesIO(data)).pages]
    result = medians(3, **works)
    print(f"PDF, {len(pages)} pages: {result['tracker']:.2f} s (asked: 5 s)", end="")
    print(f", {result['tracker'] / result['pdfplumber']:.2f} × pdfplumber" if "pdfplumber" in result else "")


def pdf_of_an_office() -> None:
    """Word reports as LibreOffice prints them, beside pdfplumber: the PDFs that offices publish."""
    office = shutil.which("soffice")
    if office is None or not importlib.util.find_spec("pdfplumber"):
        print("PDF by LibreOffice: not measured, LibreOffice or pdfplumber is missing")
        return
    import pdfplumber

    with TemporaryDirectory() as folder:
        for number, each in enumerate(word_reports()[:3]):
            Path(folder, f"{number}.docx").write_bytes(each)
        call = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        names = sorted(str(each) for each in Path(folder).glob("*.docx"))
        subprocess.run([*call, "--outdir", folder, *names], check=True, capture_output=True)
        printed = [each.read_bytes() for each in sorted(Path(folder).glob("*.pdf"))]
    result = medians(
        3,
        ours=lambda: [read_pdf("a.pdf", each) for each in printed],
        theirs=lambda: [[page.extract_text() for page in pdfplumber.open(BytesIO(each)).pages] for each in printed],
    )
    each = result["ours"] / len(printed) * 1000
    print(f"PDF by LibreOffice: {each:.0f} ms each, {result['ours'] / result['theirs']:.2f} × pdfplumber")


def html() -> None:
    """A page of 28,000 characters."""
    page = f"<html><body><div>{f'<p>{SENTENCE}</p>' * 450}</div></body></html>".encode()
    works: dict[str, Callable[[], object]] = {"tracker": lambda: read_html("a.html", page)}
    if importlib.util.find_spec("trafilatura") and importlib.util.find_spec("lxml_html_clean"):
        import trafilatura

        works["trafilatura"] = lambda: trafilatura.extract(page)
    result = medians(15, **works)
    print(f"HTML: {result['tracker'] * 1000:.1f} ms", end="")
    print(f", {result['tracker'] / result['trafilatura']:.2f} × trafilatura (asked: 0.5)" if len(result) > 1 else "")


def text() -> None:
    """A text of 5 MB: under 300 MiB is asked."""
    script = "import sys; from tracker.read.document import read_document; read_document(sys.argv[1])"
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        for name in ("utf-8", "gb18030"):
            path.write_text((SENTENCE + "\n") * (5_000_000 // len((SENTENCE + "\n").encode(name))), encoding=name)
            print(f"text, 5 MB in {name}: {peak(script, str(path)):.0f} MiB (asked: 300 MiB)")
        path = Path(folder, "a.docx")
        path.write_bytes(make_docx(paragraph(*[run(SENTENCE, LOOKS)] * 5) * 6000))
        print(f"Word, {5 * 6000 * len(SENTENCE) / 1e6:.1f} million characters: {peak(script, str(path)):.0f} MiB")


if __name__ == "__main__":
    word()
    pdf()
    pdf_of_an_office()
    html()
    text()
