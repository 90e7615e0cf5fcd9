"""Looks for bytes that give ``validate`` a traceback.

``python tests/bench/fuzz_validate.py -max_total_time=600 CORPUS``

Needs atheris, which is no dependency of the project. Each input is validated as each kind of file, told in both
languages, and mended as ``--fix`` would.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["tracker"]):
    from tracker.read.nodes import parse_yaml
    from tracker.validating import KINDS, validate_sheet
    from tracker.write.findings import write_json, write_text
    from tracker.write.findings_ci import write_github, write_junit, write_sarif
    from tracker.write.fixes import apply_fixes

from tracker.rules import CODES


def test_one_input(data: bytes) -> None:
    """Any exception is a bug."""
    for kind in KINDS:
        file = validate_sheet(parse_yaml(data, "targets/hulan-2022.yaml"), kind=kind)
        for lang in ("en", "zh"):
            write_text(file.findings, {file.path: file.text}, lang).encode()
            write_json(file.findings, [file.path], lang).encode()
        write_github(file.findings, "en")
        write_sarif(file.findings, CODES, "0", "en")
        write_junit(file.findings, [file.path], "en")
        text, count = apply_fixes(file.text, [each.fix for each in file.findings if each.fix is not None])
        if count:
            validate_sheet(parse_yaml(text.encode(), file.path), kind=kind)


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
