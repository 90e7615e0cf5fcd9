"""Where the commands begin: under a name of its own, so that it can tell when another package called ``tracker`` stands
in the way of ours. Installed beside it as ``commitment_tracker``; ``python -m commitment_tracker`` runs it too.
"""

from __future__ import annotations

import sys

SHADOWED = """\
tracker: another package named “tracker” ({where}) stands before ours; uninstall it, or install ours by itself: \
pipx install commitment-tracker
tracker：另一个名为 tracker 的软件包（{where}）挡住了本工具；请卸载它，或单独安装本工具：\
pipx install commitment-tracker"""


def main() -> int:
    """Run the tool; 2, with a word about it, where ``tracker`` is another package."""
    try:
        from tracker.cli import main as run
    except KeyboardInterrupt:  # Ctrl-C while it starts
        return 130
    except ImportError as error:
        if error.name not in ("tracker", "tracker.cli"):
            raise  # ours is here, and something of its own is missing
        where = getattr(sys.modules.get("tracker"), "__file__", None)
        print(SHADOWED.format(where=where or "?"), file=sys.stderr)
        return 2
    return run()


if __name__ == "__main__":
    sys.exit(main())
