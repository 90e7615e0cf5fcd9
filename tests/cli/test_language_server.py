"""What editors make of the schemas: the yaml-language-server itself, spoken to over its protocol.

Needs `yaml-language-server` on the path (npm), which nothing else here needs: skipped without it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tracker.model import Op, Stage

SERVER = shutil.which("yaml-language-server")
pytestmark = pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed (npm)")

HEAD = """\
# yaml-language-server: $schema=../schemas/targets.schema.json
version: 1
locality:
  name: 呼兰区
period: 2022
source:
  title: 计划
commitments:
  - id: 1
    title: 路
    targets:
"""


class Client:
    """As much of the Language Server Protocol as an editor needs for one file."""

    def __init__(self) -> None:
        assert SERVER is not None
        self.process = subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.count = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        root = ROOT.as_uri()
        capabilities = {
            "textDocument": {"completion": {}, "publishDiagnostics": {}},
            "workspace": {"configuration": True},
        }
        self.ask("initialize", {"processId": None, "rootUri": root, "capabilities": capabilities})
        self.tell("initialized", {})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        self.count += 1
        self.send({"id": self.count, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.count and "method" not in message:
                return message["result"]

    def receive(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, what it says of files is kept."""
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "workspace/configuration":
            settings = {"validate": True, "completion": True, "schemaStore": {"enable": False}}
            sections = [item.get("section") for item in message["params"]["items"]]
            self.send({"id": message["id"], "result": [settings if each == "yaml" else None for each in sections]})
        elif "id" in message and "method" in message:
            self.send({"id": message["id"], "result": None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def open(self, name: str, text: str) -> str:
        uri = (ROOT / name).as_uri()
        self.tell(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}
        )
        return uri

    def complete(self, name: str, text: str) -> set[str]:
        """What is offered at the end of a text."""
        uri = self.open(name, text)
        lines = text.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        answer = self.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        return {item["label"] for item in answer["items"]}

    def judge(self, name: str, text: str) -> list[tuple[int, str]]:
        """Lines and messages of the diagnostics."""
        uri = self.open(name, text)
        while uri not in self.diagnostics:
            self.receive()  # which waits; a server that has gone sends an empty line, and that is no JSON
        return [(each["range"]["start"]["line"] + 1, each["message"]) for each in self.diagnostics[uri]]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    client = Client()
    yield client
    client.process.kill()
    client.process.wait()


def test_stages_are_offered(client: Client) -> None:
    assert client.complete("targets/1.yaml", HEAD + "      - milestone: 南二道街\n        stage: ") == set(Stage)


def test_operators_are_offered(client: Client) -> None:
    offered = client.complete("targets/2.yaml", HEAD + "      - indicator: 停车场\n        op: ")
    assert {label.strip('"') for label in offered} == set(Op)


def test_keys_and_whole_targets_are_offered(client: Client) -> None:
    offered = client.complete("targets/3.yaml", HEAD + "      - ")
    assert {"indicator", "milestone", "新建停车场 >= 5 处", "南二道街 -> 开工"} <= offered


def test_an_unknown_key_is_underlined(client: Client) -> None:
    text = HEAD + "      - milestone: 南二道街\n        stage: 起飞\n        onwer: x\n"
    found = client.judge("targets/4.yaml", text)
    assert [line for line, _ in found] == [13, 14]
    assert "onwer" in found[1][1]


def test_a_line_that_is_no_target_and_a_missing_operator_are_marked(client: Client) -> None:
    text = HEAD + "      - foo\n      - indicator: 停车场\n        value: 5\n        unit: 处\n"
    found = client.judge("targets/5.yaml", text)
    assert [line for line, _ in found] == [12, 13]
    assert "op" in found[1][1]


@pytest.mark.parametrize("folder", ["targets", "reports"])
def test_our_own_files_have_no_diagnostics(client: Client, folder: str) -> None:
    files: list[Path] = sorted((ROOT / folder).glob("*.yaml"))
    assert files
    for path in files:
        assert client.judge(f"{folder}/{path.name}", path.read_text(encoding="utf-8")) == []
