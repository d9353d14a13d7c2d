#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Install FILE as NAME in FOLDER (of the prefix unless absolute): two languages have a page of the same name.
set -eu
case $2 in /*) to=${DESTDIR:-}$2 ;; *) to=$MESON_INSTALL_DESTDIR_PREFIX/$2 ;; esac
mkdir -p -- "$to"
install -m 0644 -- "$1" "$to/$3"
