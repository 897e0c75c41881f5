#!/bin/sh
# Installs Briefing for the user who runs this, from the files beside it. No network is used.
set -eu
cd "$(dirname "$0")"
target=${1:-$HOME/.local/share/briefing-app-program}
python@PYTHON@ -m venv "$target"
"$target/bin/python" -m pip install --no-index --find-links wheels --no-deps --require-hashes \
    -r requirements.txt
echo "Installed. Start it with $target/bin/briefing-app"
