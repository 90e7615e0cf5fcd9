"""The frame round the commands: languages, exit codes, and one line for everything that can't be used."""

from __future__ import annotations

import argparse
import errno
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.projects import make_project
from tests.conftest import ROOT
from tracker import __version__
from tracker.cli import COMMANDS, build_parser, language, main
from tracker.cli.os_errors import explain
from tracker.cli.output import in_colour
from tracker.model import Message, TrackerError, UnreadableReport
from tracker.words.messages import translate
from tracker.write.safe_text import display_width

Run = Callable[[argparse.Namespace], int]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Run], None]:
    """Lets ``tracker validate`` do what the test says, so that the frame is tested by itself."""

    def install(run: Run) -> None:
        module = types.ModuleType("tracker.cli.validate")
        module.add_arguments = lambda parser: parser.add_argument("paths", nargs="*")  # type: ignore[attr-defined]
        module.run = run  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "tracker.cli.validate", module)

    return install


def raising(error: BaseException) -> Run:
    def run(args: argparse.Namespace) -> int:
        raise error

    return run


# ── calls ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_version(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([option])
    assert (end.value.code, capsys.readouterr().out) == (0, f"tracker {__version__}\n")


def test_help_names_every_command_with_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    words = " ".join(capsys.readouterr().out.split())
    assert end.value.code == 0
    for name, summary in COMMANDS.items():
        assert f"{name} {summary}" in words


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_for_every_option(name: str) -> None:
    parser = build_parser(name)
    subparsers = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    actions = subparsers.choices[name]._actions
    assert [action.dest for action in actions if not action.help] == []
    assert [each.help for each in actions if re.search("[\u4e00-\u9fff]", each.help or "")] == [], "help is in English"


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (
            [],
            "the following arguments are required: COMMAND; “tracker --help” tells",
            "缺少参数 COMMAND；用法见 tracker",
        ),
        (["chek"], "there is no command chek; did you mean check?", "没有 chek 这个命令；是不是 check？"),
        (["do"], "argument COMMAND: invalid choice: 'do' (choose", "参数 COMMAND：没有 'do' 这一项（可选"),
        (["check", "--reprot", "a"], "there is no option --reprot; did you mean --report?", "是不是 --report？"),
        (["check", "a", "--format", "jsn"], "--format: no jsn; did you mean json?", "--format：没有 jsn 这一项"),
        (["check", "--report", "a", "b"], "TARGETS is missing; --report took b too", "--report 把 b 也当成了报告"),
        (["check"], "TARGETS is missing, and there is no folder targets/ here", "缺少 TARGETS"),
        (["--lnag", "zh", "check"], "there is no option --lnag; did you mean --lang?", "是不是 --lang？"),
        (["--unknown=1", "check"], "unrecognized arguments: --unknown=1", "没有这个参数：--unknown=1"),
        (["validate", "--unknown"], "unrecognized arguments: --unknown; “", "没有这个参数：--unknown；用法见"),
        (["check", "a", "--report"], "argument --report: expected at least one argument; “tracker check --help”", "值"),
        (["check", "--format", "x", "a"], "argument --format: invalid choice: 'x'", "参数 --format：没有 'x' 这一项"),
        (
            ["read", "--limit", "abc", "a"],
            "--limit abc: expected a whole number of MiB",
            "--limit abc：应写一个不小于 1",
        ),
        (["read", "--limit", "0", "a"], "--limit 0: expected a whole number of MiB", "--limit 0：应写一个不小于 1"),
        (["score", "--html=x"], "argument --html: ignored explicit argument 'x'", "参数 --html：后面不带值，多了 'x'"),
    ],
)
def test_a_call_that_makes_no_sense_ends_with_2_and_one_line(
    arguments: list[str],
    english: str,
    chinese: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for lang, words in (("en", english), ("zh", chinese)):
        assert main(["--lang", lang, *arguments]) == 2
        told = capsys.readouterr()
        assert not told.out
        assert words in told.err
        assert told.err.startswith("tracker: ")
        assert told.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--lang", "fr", "validate"], ["validate", "--lang=fr"], ["validate", "--lang"]])
def test_a_language_that_there_is_not_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "argument --lang: " in capsys.readouterr().err


def test_options_are_not_guessed_from_their_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that works by accident would have to be kept for ever."""
    assert main(["--vers", "validate"]) == 2
    assert "--vers" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], *([command, "-h"] for command in COMMANDS)])
def test_help_in_chinese_leaves_no_english_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit) as end:
        main([*arguments, "--lang", "zh"])
    told = capsys.readouterr()
    assert (end.value.code, told.err) == (0, "")
    assert told.out.startswith("用法：tracker")
    assert re.findall(r"[a-z]+ [a-z]+ [a-z]+", told.out.replace("check --format json", "")) == []
    assert max(display_width(line) for line in told.out.splitlines()) <= 110
    with pytest.raises(SystemExit):
        main([*arguments, "--lang", "en"])
    assert capsys.readouterr().out.startswith("usage: tracker"), "and leaves argparse as it was"


@pytest.mark.parametrize("code", [0, 1])
def test_the_commands_exit_code_is_ours(command: Callable[[Run], None], code: int) -> None:
    command(lambda args: code)
    assert main(["validate"]) == code


# ── language ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "machine", "lang", "given"),
    [
        (["validate"], "C.UTF-8", "en", False),
        (["validate"], "zh_CN.UTF-8", "zh", False),
        (["--lang", "zh", "validate"], "C.UTF-8", "zh", True),
        (["validate", "--lang", "zh"], "C.UTF-8", "zh", True),
        (["validate", "--lang=en", "a.yaml"], "zh_TW.UTF-8", "en", True),
        (["--lang", "zh", "validate", "--lang", "en"], "C.UTF-8", "en", True),
    ],
)
def test_language(
    command: Callable[[Run], None],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    machine: str,
    lang: str,
    given: bool,
) -> None:
    seen = []
    command(lambda args: seen.append((args.lang, args.lang_given)) or 0)
    monkeypatch.setenv("LANG", machine)
    assert main(arguments) == 0
    assert seen == [(lang, given)]


def test_lc_all_comes_before_lang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language(None) == "zh"
    monkeypatch.setenv("LC_ALL", "")
    assert language(None) == "en"


# ── what can't be used ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("lang", "line"), [("en", "a.pdf: the name is too long"), ("zh", "a.pdf：名称太长")])
def test_an_error_of_ours_is_one_line_and_2(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str], lang: str, line: str
) -> None:
    problem = Message("the name is too long")
    command(raising(UnreadableReport("{file}: {problem}", file="a.pdf", problem=problem)))
    assert main(["--lang", lang, "validate"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"tracker: {line}\n")


def test_a_name_with_line_ends_stays_on_one_line(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(TrackerError("{file}: {problem}", file="a\nb", problem="c\r\nd")))
    assert main(["validate"]) == 2
    assert capsys.readouterr().err == "tracker: a b: c d\n"


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        (errno.ENOENT, "no such file", "没有这个文件"),
        (errno.EISDIR, "is a folder", "文件夹"),
        (errno.EACCES, "permission denied", "没有权限"),
        (errno.ENOSPC, "disk is full", "磁盘已满"),
        (errno.EIO, os.strerror(errno.EIO), os.strerror(errno.EIO)),
    ],
)
def test_what_the_system_refused_is_told_with_file_and_cause(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str], code: int, english: str, chinese: str
) -> None:
    error = OSError(code, os.strerror(code), "目标/a.yaml")
    command(raising(error))
    assert main(["validate"]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("tracker: 目标/a.yaml: ")
    assert english in told.err
    assert told.err.count("\n") == 1
    assert chinese in translate(explain(error).message, "zh")


def test_a_bug_of_ours_keeps_its_traceback(command: Callable[[Run], None]) -> None:
    command(raising(KeyError("that")))
    with pytest.raises(KeyError):
        main(["validate"])


def test_an_interrupt_is_no_traceback(command: Callable[[Run], None]) -> None:
    command(raising(KeyboardInterrupt()))
    assert main(["validate"]) == 130


WRITES_MUCH = """
import sys, types
module = types.ModuleType("tracker.cli.validate")
module.add_arguments = lambda parser: None
module.run = lambda args: print((chr(0x884c) + "\\n") * 100_000, end="") or 0
sys.modules[module.__name__] = module
from tracker.cli import main
sys.exit(main(["validate"]))
"""


def test_output_on_a_full_disk_is_told() -> None:
    full = Path("/dev/full")
    if not full.is_char_device():  # a file of that name fills up like any other
        pytest.skip("this system has no /dev/full to write to")
    with full.open("w", encoding="utf-8") as stdout:
        call = [sys.executable, "-c", WRITES_MUCH]
        done = subprocess.run(call, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (2, "tracker: output: the disk is full; make room and run it again\n")


def test_a_reader_who_goes_away_is_no_error() -> None:
    """``tracker check … | head``."""
    call = [sys.executable, "-c", WRITES_MUCH]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT) as tool:
        assert tool.stdout is not None
        assert tool.stderr is not None
        assert tool.stdout.readline() == "行\n"
        tool.stdout.close()
        assert (tool.wait(timeout=300), tool.stderr.read()) == (0, "")


def test_a_reader_of_the_completion_may_go_away_too() -> None:
    call = [sys.executable, "-m", "tracker", "--print-completion", "bash"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT) as tool:
        assert tool.stdout is not None
        assert tool.stderr is not None
        tool.stdout.close()
        assert (tool.wait(timeout=300), tool.stderr.read()) == (0, "")


def test_output_is_utf8_whatever_the_machine_says() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    call = [sys.executable, "-c", WRITES_MUCH]
    done = subprocess.run(call, capture_output=True, env=environment, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert done.stdout.decode("utf-8").splitlines()[:1] == ["行"]


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [("gbk", "行".encode("gbk")), ("ascii", b"\\u884c"), ("ascii:replace", b"?"), ("", "行".encode())],
)
def test_an_encoding_that_somebody_asked_for_is_honoured(encoding: str, raw: bytes) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    call = [sys.executable, "-c", WRITES_MUCH]
    done = subprocess.run(call, capture_output=True, env=environment, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, raw)


# ── what all commands take ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wanted", "environment", "terminal", "colour"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_as_everywhere(
    wanted: str, environment: dict[str, str], terminal: bool, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    assert in_colour(wanted, stream) is colour


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_commands_and_options(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--print-completion", shell])
    out = capsys.readouterr().out
    assert end.value.code == 0
    assert all(name in out for name in COMMANDS)
    assert "--fail-on" in out


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "complete -o bashdefault -F _shtab_tracker tracker commitment-tracker"),
        ("zsh", "#compdef tracker commitment-tracker"),
        ("zsh", "  compdef _shtab_tracker -N tracker commitment-tracker"),
        ("tcsh", "complete tracker \\"),
        ("tcsh", "complete commitment-tracker \\"),
    ],
)
def test_completion_serves_both_scripts(shell: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--print-completion", shell])
    assert line in [each.rstrip() for each in capsys.readouterr().out.splitlines()]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize("script", ["tracker", "commitment-tracker"])
def test_bash_completes_both_scripts(script: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--print-completion", "bash"])
    asked = f"""
COMP_WORDS=({script} score --wo); COMP_CWORD=2
function=$(complete -p {script} | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
"$function" {script} --wo score
echo "${{COMPREPLY[@]}}"
"""
    (tmp_path / "ask.sh").write_text(capsys.readouterr().out + asked, encoding="utf-8")
    done = subprocess.run(["bash", str(tmp_path / "ask.sh")], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["--word"]


def test_completion_without_its_library_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["--print-completion", "bash"]) == 2
    assert "pip install 'commitment-tracker[completion]'" in capsys.readouterr().err


def test_settings_with_mistakes_stop_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tracker.toml").write_text("[rules]\nignore = ['uint']\nselct = []\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["config"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "tracker.toml:2:1: no code uint; did you mean unit? [choice]",
        "tracker.toml:3:1: no setting rules.selct; did you mean select? [unknown-key]",
    ]


def test_config_prints_what_can_be_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "language = 'zh'\nissuer = '督查室'\nlights.behind = 0.25\n[rules]\nignore = ['no-target']\n"
    (tmp_path / "tracker.toml").write_text(text, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["config"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith('# tracker.toml\nlanguage = "zh"\n')
    again = tomllib.loads(printed)
    assert (again["issuer"], again["lights"]["behind"], again["rules"]["ignore"]) == ("督查室", 0.25, ["no-target"])
    assert again["paths"] == {"targets": ["targets"], "out": "reports_out"}
    monkeypatch.chdir("sub")
    assert main(["config", "--lang", "en"]) == 0
    assert tomllib.loads(capsys.readouterr().out)["paths"]["targets"] == [os.path.join("..", "targets")]


def test_the_language_of_the_settings_stands_before_the_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tracker.toml").write_text("language = 'zh'", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["read", "none.txt"]) == 2
    assert "没有这个文件" in capsys.readouterr().err
    assert main(["read", "none.txt", "--lang", "en"]) == 2
    assert "no such file" in capsys.readouterr().err


# ── what check and score take ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_project(tmp_path))
    return tmp_path


def test_check_takes_all_of_targets_where_none_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-q", "check", "--format", "json"]) == 0
    unnamed = capsys.readouterr().out
    assert main(["-q", "check", "targets", "--format", "json"]) == 0
    assert capsys.readouterr().out == unnamed
    assert '"locality": "西山区"' in unnamed


@pytest.mark.parametrize("command", ["check", "score"])
def test_targets_behind_reports_are_told_as_that(command: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = [command, "--report", "reports/dongshan-2022.yaml", "targets/dongshan-2022.yaml"]
    assert main(call) == 2
    told = capsys.readouterr().err
    assert "TARGETS is missing; --report took targets/dongshan-2022.yaml too: name the targets files before it" in told


def test_a_report_may_come_from_stdin(here: Path) -> None:
    text = "东山区2023年政府工作报告\n\n一、2022年工作回顾\n全年完成造林面积4233亩。\n"
    call = ["check", "targets", "--report", "-", "--only", "met", "--format", "csv", "--jobs", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *call],
        input=text.encode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "value-meets" in done.stdout.decode()


def test_the_schemas_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "targets", "report", "reviews", "words",
    ]  # fmt: skip
