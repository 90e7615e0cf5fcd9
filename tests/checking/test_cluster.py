"""``--dask ADDRESS``: a cluster says what this process says. Tried with a cluster on this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from tests.checking.test_batch import write_project
from tests.conftest import ROOT
from tracker.api import check, validate
from tracker.cli import main

distributed = pytest.importorskip("distributed", reason="Dask is not installed")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a scheduler with two workers, each started by hand as docs/scale.md says."""
    python = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    started = [
        subprocess.Popen(
            [*python, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"],
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
    ]
    try:
        assert started[0].stderr is not None
        address = next(found[0] for line in started[0].stderr if (found := re.search(r"tcp://[\d.]+:\d+", line)))
        for _ in range(2):
            worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
            started.append(subprocess.Popen(worker, stderr=subprocess.DEVNULL, env=ENVIRONMENT))
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(60)
            if process.stderr is not None:
                process.stderr.close()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_cluster_gives_the_same_bytes(project: Path, scheduler: str, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "reports/西山区-2022.txt").write_bytes(b"%PDF-1.4 damaged")
    targets = str(project / "targets")  # workers stand in other folders: they must see the same path
    for command in (["check", targets, "--format", "json", "--explain"], ["check", targets, "--format", "table"]):
        told = []
        for how in (["--jobs", "1"], ["--dask", scheduler]):
            code = main([*command, *how, "--no-cache"])
            told.append((code, *capsys.readouterr()))
        assert told[0] == told[1]
        assert told[0][0] == 2
        assert "东山区" in told[0][1]


def test_a_cluster_writes_the_same_scorecards(project: Path, scheduler: str) -> None:
    assert main(["score", str(project / "targets"), "-o", str(project / "one")]) == 0
    assert main(["score", str(project / "targets"), "-o", str(project / "two"), "--dask", scheduler]) == 0
    names = sorted(each.name for each in (project / "one").iterdir())
    assert len(names) == 5
    for name in names:
        assert (project / "one" / name).read_bytes() == (project / "two" / name).read_bytes(), name


def test_a_cluster_that_dask_makes_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """LocalCluster, by its address and by its client's executor."""
    targets = str(project / "targets")
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster, set_as_default=False) as client:
        told = []
        for how in (["--jobs", "1"], ["--dask", cluster.scheduler_address]):
            told.append((main(["check", targets, "--format", "json", "--no-cache", *how]), capsys.readouterr().out))
        assert told[0] == told[1]
        executor = client.get_executor(pure=False)
        assert check(targets, executor=executor) == check(targets)
        assert bool(validate(targets, executor=executor)) is bool(validate(targets))


def test_where_no_scheduler_answers_it_says_so(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.sharing.PATIENCE", 1)
    assert main(["check", "targets", "--dask", "tcp://127.0.0.1:9", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "--dask tcp://127.0.0.1:9: no scheduler answers there" in said.splitlines()[-1]


NO_ADDRESSES = [
    "",
    "tcp://",
    "ftp://x:1",
    "ucx://127.0.0.1:9",
    "tcp://[::1",
    "inproc://1",
    "a\nb",
    "127.0.0.1",
    "tcp://a:b",
]


@pytest.mark.parametrize("address", [*NO_ADDRESSES, "tcp://127.0.0.1:99999999", "tls://127.0.0.1:9", "\udcff:1"])
def test_what_is_no_address_of_a_scheduler_is_told_in_a_line(
    project: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    """Without a wait, and without what Dask says behind it when Python ends."""
    assert main(["check", "targets", "--dask", address, "--lang", "en"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith("start one with “dask scheduler”, and workers")


@pytest.mark.parametrize("greeting", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"\x02" + bytes(7)])
def test_what_listens_but_is_no_scheduler_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, greeting: bytes
) -> None:
    monkeypatch.setattr("tracker.sharing.PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with server.accept()[0] as stream, suppress(OSError):
                stream.sendall(greeting)
                stream.recv(1)  # until the other side has gone

        Thread(target=greet, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if greeting.startswith(b"\x02"):
            monkeypatch.setattr("distributed.Client", refuses)
        assert main(["check", "targets", "--dask", address, "--lang", "en"]) == 2
        assert f"--dask {address}: no scheduler answers there" in capsys.readouterr().err.splitlines()[-1]


def refuses(*_: object, **__: object) -> None:
    """As Dask does where it is greeted, and has no certificates."""
    raise TypeError("TLS expects a `ssl_context` argument")


def test_without_dask_it_says_how_to_get_it(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["check", "targets", "--dask", "tcp://127.0.0.1:9", "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "tracker: a cluster needs Dask: pip install 'commitment-tracker[dask]' (until there is a release:"
        " pip install '.[dask]' in a clone)\n"
    )
