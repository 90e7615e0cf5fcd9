"""``tracker cache clear``: forget what earlier runs worked out."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``tracker cache``."""
    parser.add_argument("action", choices=("clear",), help="clear: take out all that earlier runs kept")


def run(args: argparse.Namespace) -> int:
    """Empty the cache, and say how much there was."""
    from tracker.words.messages import say
    from tracker.write.kept import Folder, default_folder

    folder = Folder(default_folder())
    gone = folder.clear()
    text = "{folder}: {count} entries taken out, {size} MiB"
    print(say(args.lang, text, folder=folder.path, count=gone.entries, size=f"{gone.size / 1024**2:.1f}"))
    return 0
