#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of the libraries in the page, from Debian's source packages: sources.sh CACHE
#
# Fetched by apt into CACHE/sources with lists of its own, so that nothing of the system's set-up is changed; apt checks
# the signatures of the lists and the checksums of the packages. What is there already is not fetched again.
set -euo pipefail
cache=$1
packages=(cjson expat glpk gsl libxlsxwriter libzip minizip sqlite3 utf8proc zlib)
mkdir -p "$cache"/{lists,sources,etc}

apt_here() {
    apt-get -q -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$cache/etc" -o Dir::State::lists="$cache/lists" \
        -o APT::Sandbox::User=root "$@"
}

lists() { # the system's own places, for source packages
    local f
    for f in /etc/apt/sources.list.d/debian*.sources; do
        [[ -e $f ]] && sed 's/^Types: .*/Types: deb-src/' "$f" >"$cache/etc/$(basename "$f")"
    done
    if [[ -e /etc/apt/sources.list ]]; then
        sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$cache/etc/system.list"
    fi
    apt_here update >/dev/null
}

fetch() { # a package, in its newest version or, where that file is missing, the one before
    local p=$1 version
    apt_here source --download-only "$p" >/dev/null 2>&1 && return
    for version in $(apt-cache -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$cache/etc" \
        -o Dir::State::lists="$cache/lists" showsrc "$p" | sed -n 's/^Version: //p'); do
        apt_here source --download-only "$p=$version" >/dev/null 2>&1 && return
    done
    echo "source package $p cannot be had" >&2
    return 1
}

cd "$cache/sources"
listed=
for p in "${packages[@]}"; do
    [[ -d $p ]] && continue
    if [[ -z $listed ]]; then lists; listed=1; fi
    fetch "$p"
    dpkg-source --no-check -x "$(ls -1 "$p"_*.dsc | tail -n 1)" "$p.part" >/dev/null 2>&1
    if [[ $p == glpk ]]; then # Debian takes the embedded ordering code out; the page has no other
        (cd glpk.part && patch -R -p1 -s <debian/patches/no-embedded-suitesparse.patch)
    fi
    mv "$p.part" "$p"
done
