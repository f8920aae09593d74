#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the sample pairs: build.sh [OUTDIR]   (default: the folder of this script)
# Needs clang and lld-link only, no Windows SDK and no C runtime. CLANG and LLD name other versions.
# Names of the form LINK must not be used for variables: lld-link reads extra options from them.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
out=${1:-$here}
clang=${CLANG:-clang}
lld=${LLD:-lld-link}

# Newer compilers write their whole command line into the objects; it holds nothing useful and would change the bytes.
quiet=
if "$clang" -gno-codeview-command-line -x c -E - </dev/null >/dev/null 2>&1; then
    quiet=-gno-codeview-command-line
fi

# build_pair BUILD MACHINE CPU: engine.dll and hello.exe of one build for one machine.
build_pair() {
    target=$out/build-$1/$2
    mkdir -p "$target"
    scratch=$(mktemp -d)
    cp "$here"/src/*.cpp "$here"/src/*.h "$scratch"
    flags="--target=$3-pc-windows-msvc -std=c++14 -O1 -g -gcodeview -ffreestanding -nostdinc"
    flags="$flags -fno-exceptions -fno-rtti -fno-stack-protector -fdebug-compilation-dir=. -fcoverage-compilation-dir=. $quiet"
    link="/nologo /nodefaultlib /machine:$2 /debug:full /Brepro /pdbsourcepath:c:\\src"
    case $2 in
        arm64) ;;
        *) flags="$flags -mno-stack-arg-probe" ;;
    esac
    case $2 in
        x86) link="$link /safeseh:no" ;;
    esac
    (
        cd "$scratch"
        # shellcheck disable=SC2086  # the flags are words on purpose
        "$clang" $flags -DENGINE_EXPORTS -DENGINE_BUILD="$1" -c engine.cpp -o engine.obj
        # shellcheck disable=SC2086
        "$clang" $flags -c hello.cpp -o hello.obj
        # shellcheck disable=SC2086
        "$lld" $link /dll /noentry /out:engine.dll /pdb:engine.pdb /pdbaltpath:engine.pdb /implib:engine.lib engine.obj
        # shellcheck disable=SC2086
        "$lld" $link /subsystem:console /entry:hello_main /out:hello.exe /pdb:hello.pdb /pdbaltpath:hello.pdb \
            hello.obj engine.lib
    )
    cp "$scratch/engine.dll" "$scratch/engine.pdb" "$scratch/hello.exe" "$scratch/hello.pdb" "$target"
    rm -rf "$scratch"
}

for build in 1 2; do
    build_pair "$build" x86 i686
    build_pair "$build" x64 x86_64
    build_pair "$build" arm64 aarch64
done
