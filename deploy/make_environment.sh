#!/bin/sh
# Make a virtual environment with what a requirements file names.
#   make_environment.sh FOLDER REQUIREMENTS
# Finds a fitting Python (3.12 or newer) on its own, pyenv's among them; needs no root.
set -eu
folder=$1
requirements=$2
wanted=$(cat .python-version 2>/dev/null || echo 3.13)

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null
}

find_python() {
    for candidate in "python$wanted" python3.13 python3.14 python3.12 python3 python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$wanted"*/bin/python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python; do
        if fits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "canvass: no Python 3.12 or newer was found; install one and run make again" >&2
    exit 1
}

python=$(find_python)
if ! fits "$folder/bin/python"; then
    rm -rf "$folder"
    "$python" -m venv "$folder"
fi
if ! "$folder/bin/uv" --version >/dev/null 2>&1; then
    "$folder/bin/python" -m pip --version >/dev/null 2>&1 || "$folder/bin/python" -m ensurepip >/dev/null
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check uv
fi
echo "canvass: installing what it needs (the first time takes a minute)"
"$folder/bin/uv" pip install --quiet --python "$folder/bin/python" --require-hashes -r "$requirements"
