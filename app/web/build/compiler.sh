#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Compile with the clang that emcc calls and the flags it gives it (emcc itself takes a second of Python a file); link
# with emcc.
export EMSDK_PYTHON=/usr/bin/python3 NODE_PATH=/usr/share/nodejs
for word in "$@"; do
    if [ "$word" = -c ]; then
        exec ${HOSHI_CCACHE:-} clang-14 -target wasm32-unknown-emscripten -DEMSCRIPTEN -D__EMSCRIPTEN_major__=3 -D__EMSCRIPTEN_minor__=1 \
            -D__EMSCRIPTEN_tiny__=6 -fignore-exceptions -fvisibility=default -mllvm -combiner-global-alias-analysis=false \
            -mllvm -enable-emscripten-sjlj -mllvm -disable-lsr -Dunix -D__unix -D__unix__ \
            -Werror=implicit-function-declaration --sysroot=/usr/share/emscripten/cache/sysroot \
            -Xclang -iwithsysroot/include/compat "$@"
    fi
done
exec emcc "$@"
