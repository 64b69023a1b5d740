"""`python -m doors VERB`: what the scripts call."""

import argparse
import os
import sys
from collections.abc import Sequence

from doors.checks import check, run_all
from doors.demo import Demonstration, Wishes
from doors.installing import Installer
from doors.places import Places
from doors.progress import Progress
from doors.trouble import Trouble


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    places = Places.from_environment()
    progress = Progress()
    try:
        match asked.verb:
            case "demo":
                wishes = Wishes(
                    host=asked.host,
                    port=asked.port,
                    fresh=asked.fresh,
                    tour=asked.tour,
                    keep=asked.keep,
                    watch=asked.watch,
                )
                return Demonstration(wishes, places, progress).run()
            case "setup":
                Installer(places, progress, "dev").install()
                return 0
            case "check":
                return check(places, progress)
            case _:
                return run_all(places, progress, only=asked.only, is_slow=asked.slow)
    except Trouble as trouble:
        progress.show(trouble)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="doors", description="From a fresh machine to a running Steunpunt, or to all checks."
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    demo = verbs.add_parser(
        "demo",
        prog="script/demo",
        help="set up, load and serve the demonstration",
        description="Sets everything up, loads the boards of 2011 with made-up people and answers, and serves them until Ctrl-C.",
        epilog="DATABASE_URL uses a PostgreSQL of your own instead of the embedded one; STEUNPUNT_STATE_DIR keeps data and logs "
        "in another folder than var/.",
    )
    demo.add_argument(
        "--host", default=os.environ.get("STEUNPUNT_HOST", "127.0.0.1"), help="address to listen on (127.0.0.1)"
    )
    demo.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("STEUNPUNT_PORT", "8000"),
        help="port to listen on (8000); 0 takes a free one",
    )
    demo.add_argument("--fresh", action="store_true", help="start over: remove the demonstration's data first")
    demo.add_argument("--tour", action="store_true", help="walk the guided tour, say where its papers lie, and stop")
    demo.add_argument("--keep", action="store_true", help="with --tour: keep running afterwards")
    demo.add_argument("--watch", action="store_true", help="for developers: start again when the code changes")
    verbs.add_parser("setup", prog="script/setup", help="install everything that checks and tests need")
    verbs.add_parser("check", help="format, lint, types, contracts, house tests, migrations, translations")
    test = verbs.add_parser("test", prog="script/test", help="set up, and run all checks and tests")
    test.add_argument("--only", metavar="STEP", nargs="+", help="only these steps, as named in the summary")
    test.add_argument(
        "--slow", action="store_true", help="the slow suites instead: Debian's server, the tour, a browser, crashes"
    )
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: a number from 0 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
