#!/bin/sh
# Installs what Config/apt-packages.txt and Config/python-packages.txt name. Needs Debian 12 and the right to install packages.
set -eu
list=$(dirname "$0")/apt-packages.txt
packages=$(sed 's/#.*//' "$list")
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
missing=$(for name in $packages; do dpkg-query -Wf '${Status}' "$name" 2>/dev/null | grep -q '^install ok installed$' || echo "$name"; done)
[ -z "$missing" ] || { $as_root apt-get update -q && $as_root apt-get install -qy --no-install-recommends $missing; }

# Python programs of the tests, in a folder of their own. Everything but the tests goes well without them.
wanted=$(dirname "$0")/python-packages.txt
venv=$(dirname "$0")/../.venv
cmp -s "$wanted" "$venv/installed.txt" || {
    rm -rf "$venv"
    /usr/bin/python3 -m venv "$venv" &&
        "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$wanted" &&
        cp "$wanted" "$venv/installed.txt"
} || echo "Not installed: what Config/python-packages.txt names. The tests of the API's description will fail." >&2
