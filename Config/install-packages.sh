#!/bin/sh
# Installs what Config/apt-packages.txt names. Needs Debian 12 and the right to install packages.
set -eu
list=$(dirname "$0")/apt-packages.txt
packages=$(sed 's/#.*//' "$list")
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
missing=$(for name in $packages; do dpkg-query -Wf '${Status}' "$name" 2>/dev/null | grep -q '^install ok installed$' || echo "$name"; done)
[ -z "$missing" ] || { $as_root apt-get update -q && $as_root apt-get install -qy --no-install-recommends $missing; }
