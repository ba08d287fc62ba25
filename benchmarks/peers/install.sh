#!/usr/bin/env bash
# `bash benchmarks/peers/install.sh FOLDER`: installs the tools that `PEERS=FOLDER python -m benchmarks.peers` measures.
# Into FOLDER and nowhere else: newman, bruno, stepci and httpyac from npm, tavern from PyPI, hurl from Debian unstable.
# Needs Node.js 20 or later and Python 3.11 or later; hurl also needs apt-get, and is left out without it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 1 ] || { echo "usage: bash $0 FOLDER" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)

node_tools() {
    cp "$here/package.json" "$folder"
    npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-package-lock
}

tavern() {
    python3 -m venv "$folder/tavern"
    "$folder/tavern/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
}

# The npm package of hurl downloads its binary from elsewhere, and stable Debian has none. So the packages of unstable,
# down to the C library, are unpacked into the folder; nothing is installed, and apt's own settings do not change.
hurl() {
    local mirror apt loader
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null | head -n 1)
    [ -n "$mirror" ] || { echo "no index of Debian's packages: run apt-get update first" >&2; return 1; }
    apt=$folder/apt
    mkdir -p "$apt/etc" "$apt/state/lists/partial" "$apt/cache/archives/partial"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror unstable main" >"$apt/etc/sources.list"
    : >"$apt/status"
    local options=(
        -qq -o "Dir::Etc=$apt/etc" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferencesparts=/dev/null
        -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache"
        -o APT::Sandbox::User=root
    )
    apt-get "${options[@]}" update || return 1
    apt-get "${options[@]}" install --yes --no-install-recommends --download-only hurl || return 1
    rm -rf "$folder/hurl"
    for package in "$apt"/cache/archives/*.deb; do
        dpkg-deb --extract "$package" "$folder/hurl" || return 1
    done
    loader=$(find "$folder/hurl/usr/lib" -name 'ld-linux*.so.*' | head -n 1)
    mkdir -p "$folder/bin"
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' \
        "$loader" "$(dirname "$loader")" "$folder/hurl/usr/bin/hurl" >"$folder/bin/hurl"
    chmod +x "$folder/bin/hurl"
    "$folder/bin/hurl" --version
    rm -rf "$apt"
}

node_tools
tavern
if command -v apt-get >/dev/null; then
    hurl || echo "hurl is left out: it could not be had from Debian unstable" >&2
else
    echo "hurl is left out: this machine has no apt-get" >&2
fi
