"""``python -m tracker``."""

import sys

if __name__ == "__main__":
    try:
        from tracker.cli import main

        code = main()
    except KeyboardInterrupt:  # Ctrl-C while it starts
        code = 130
    sys.exit(code)
