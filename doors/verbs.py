"""`python -m doors.verbs VERB …`: a verb of the platform, on the database of DATABASE_URL or else the demonstration's own."""

import os
import subprocess
import sys
from collections.abc import Sequence

from doors.children import address_of
from doors.database import Cluster, embedded_programs
from doors.places import Places
from doors.progress import Progress
from doors.trouble import Trouble


def main(arguments: Sequence[str], places: Places, progress: Progress) -> int:
    """The exit code of the verb. Some need no database; only of one that failed without is that told."""
    environment = {"DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "steunpunt.settings.dev")}
    has_database = bool(os.environ.get("DATABASE_URL"))
    if not has_database:
        cluster = Cluster(places.cluster, embedded_programs(places.venv)).settled()
        if cluster.is_running():
            environment["DATABASE_URL"], has_database = cluster.url(), True
            address = address_of(places.state / "door.json")
            if address and not os.environ.get("STEUNPUNT_BASE_URL"):
                environment["STEUNPUNT_BASE_URL"] = address
    command = [str(places.python), str(places.root / "manage.py"), *arguments]
    code = subprocess.run(command, env=places.environment(environment), check=False).returncode
    if code and not has_database:
        progress.show(
            Trouble(
                "There was no database: start script/demo in another window, or set DATABASE_URL.",
                dutch="Er was geen databank: start script/demo in een ander venster, of stel DATABASE_URL in.",
            )
        )
    return code


if __name__ == "__main__":
    # Not among what the verb itself answers, which may be JSON.
    sys.exit(main(sys.argv[1:], Places.from_environment(), Progress(sys.stderr)))
