# The verbs. `just` alone lists them. All work on any machine where `script/setup` went through.

export PYTHONPATH := justfile_directory() / "src" + ":" + justfile_directory()
export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")

[private]
default:
    @just --list --unsorted

# install everything that checks and tests need
setup:
    script/setup

# the demonstration, started again when the code changes
run *options:
    python -m doors demo --watch {{options}}

# the demonstration as anybody sees it
demo *options:
    script/demo {{options}}

# bring the code into shape
fmt:
    ruff check --fix .
    ruff format .

# format, lint, types, contracts, house tests, migrations, translations
check:
    python -m doors check

# tests without browser and without killing anything; `just test tests/assess -k peers` takes some
test *options:
    python -m pytest -m "not browser and not crash and not slow" {{options}}

# everything that decides whether a change may land
test-all:
    script/test && script/test --slow

# many more examples of what programs may send to the API
test-api *options:
    STEUNPUNT_API_EXAMPLES=200 python -m pytest tests/api {{options}}

# every page of every role in a real Chromium; `script/test --slow` looks at the first of each
test-browser *options:
    python -m pytest -m browser --every-page {{options}}

# servers and workers are ended with kill -9
test-crash *options:
    python -m pytest -m crash {{options}}

# the loop, told once from scan to next scan
story *options:
    python -m pytest tests/story {{options}}

# measure, and write docs/benchmarks.md
bench *options:
    python -m bench {{options}}

# what `just bench partners` measures against (spopt), beside what is installed
bench-setup:
    uv pip install --python .venv/bin/python --require-hashes -r requirements/bench.txt

# lock all dependencies again by hash; `just lock --upgrade` takes newer ones
lock *options:
    for each in uv run dev bench; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --custom-compile-command "just lock" {{options}} requirements/$each.in --output-file requirements/$each.txt; done
    npm install --package-lock-only --ignore-scripts

# write the shape of a module: `just new-module deliver helpdesk Helpdesk`
new-module stage name dutch:
    python -m house.new_module {{stage}} {{name}} "{{dutch}}"

# take up what changed in the translations, then say what is missing
translate:
    python -m house.translations extract
    python -m house.translations check

# the pictures of the README, made from the demonstration
docs-screenshots *options:
    python -m house.screenshots {{options}}

# the fragments of changes/ into CHANGELOG.md
changelog version:
    towncrier build --yes --version {{version}}
