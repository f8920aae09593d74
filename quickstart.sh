#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds symkit if needed and runs its main job on the sample programs. Needs a JDK (17 or newer) and Maven (3.8 or newer).
# Ends with 0 only if every command ended with the exit code expected of it. Everything happens in a temporary folder.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
bin=$root/distribution/target/symkit/bin

note() { printf '\n# %s\n' "$@"; }

# run EXPECTED TOOL ARGUMENTS...: shows the command, runs it, compares its exit code.
run() {
    expected=$1
    tool=$2
    shift 2
    printf '$ %s' "$tool"
    for word in "$@"; do
        case $word in
            *' '*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    code=0
    "$bin/$tool" "$@" || code=$?
    if [ "$code" -ne "$expected" ]; then
        printf 'quickstart: %s ended with %s, expected was %s\n' "$tool" "$code" "$expected" >&2
        exit 1
    fi
    [ "$code" -eq 0 ] || printf '(exit code %s)\n' "$code"
}

# text FILE: prints a file of the store; its lines end with CR LF and the last one may have no end.
text() {
    printf '%s:\n' "$1"
    tr -d '\r' <"$1" | awk '{ print "    " $0 }'
}

up_to_date() {
    set -- "$root"/distribution/target/symkit-*.zip
    [ -f "$1" ] && [ -x "$bin/symstore" ] || return 1
    changed=$(find "$root" -name target -prune -o -name .git -prune -o -path '*/src/test' -prune -o \
        -type f \( -path '*/src/*' -o -name pom.xml -o -path '*/docs/*' \) -newer "$1" -print)
    [ -z "$changed" ]
}

build() {
    command -v mvn >/dev/null || {
        echo 'quickstart: Maven (mvn) is not on PATH' >&2
        exit 1
    }
    echo '# Building symkit (the first time Maven also downloads what it needs)...'
    (cd "$root" && mvn -q -B -ntp -DskipTests package -pl distribution -am </dev/null)
}

# symstore: the store is filled, asked, thinned out and checked.
symstore_tour() {
    note 'Two builds of a small program arrive, each with its symbols, for x86, x64 and ARM64.'
    run 0 symstore add /r /f build-1 /s store /t "Hello Game" /v 1.0 /c "first build"
    run 0 symstore add /r /f build-2 /s store /t "Hello Game" /v 1.1 /c "engine bounces now"

    note 'Every file lies under a key read from its contents: time stamp and size, or GUID and age.'
    find store -type f -name 'engine.*' | LC_ALL=C sort

    note 'hello.exe is the same in both builds: one copy, two references.'
    for refs in store/hello.exe/92617ED74000/refs.ptr; do text "$refs"; done

    note 'The store knows what was added when.'
    text store/000Admin/server.txt

    note 'Is all of build 1 there? Is the store sound?'
    run 0 symstore query /r /f build-1 /s store
    run 0 symstore verify /s store

    note 'A debugger, or a script, finds the PDB of a program through a symbol path, and keeps a copy in a cache.'
    run 0 symsrv get -y "srv*local*store" --for build-2/x64/hello.exe --pdb
    find local -type f -name '*.pdb'

    note 'Build 1 is no longer needed: delete the first transaction.'
    run 0 symstore del /i 1 /s store

    note "Its engine is gone (exit code 2: not all files found), but hello.exe stays, because build 2 refers to it."
    run 2 symstore query /r /f build-1/x64 /s store

    note 'Build 2 is complete, and the store is still sound.'
    run 0 symstore query /r /f build-2 /s store
    run 0 symstore verify /s store
    text store/000Admin/history.txt
}

# dbh: answers from a PDB that only the store has.
dbh_tour() {
    note 'A program came without its PDB. The symbol shell fetches it from the store: what is at an address, and in which line of the source?'
    mkdir alone
    cp build-2/x64/engine.dll alone
    run 0 dbh "-s:srv*local*store" alone/engine.dll addr 1001070
    run 0 dbh "-s:srv*local*store" alone/engine.dll laddr 1001070
    find local -type f -name engine.pdb | grep .

    note 'The linker knows a variable by another name. What does that mean?'
    run 0 dbh -d "-s:srv*local*store" alone/engine.dll enum "*build*"
    run 0 dbh undec "?g_engine_build@@3HA"

    note 'A file that is not there is an error for scripts too.'
    run 1 dbh alone/gone.dll info
}

# symproxy: the store over HTTP, through a cache.
symproxy_tour() {
    note 'A server makes the store reachable over HTTP. What is asked for is fetched once, and kept.'
    echo '$ symproxy quick --cache cache --upstream store --port 0'
    "$bin/symproxy" quick --cache cache --upstream "$scratch/store" --port 0 --set server.admin.listen=off \
        >requests.txt 2>server.txt &
    server=$!
    while ! grep -qs '^symproxy: serving' server.txt; do
        kill -0 "$server" || {
            cat server.txt >&2
            exit 1
        }
        sleep 0.1
    done
    cat server.txt
    url=$(sed -n 's/^symproxy: serving at //p' server.txt)
    run 0 symsrv get -y "srv*other*$url" --for build-2/x64/engine.dll --pdb
    find cache -type f -name engine.pdb | grep .
    run 1 symsrv get -y "srv*other*$url" nowhere.pdb 0123456789ABCDEF0123456789ABCDEF1

    note 'It is told to stop, and ends in order.'
    kill "$server"
    wait "$server"
    server=
    cat requests.txt
}

server=
up_to_date || build
scratch=$(mktemp -d "${TMPDIR:-/tmp}/symkit-quickstart.XXXXXX")
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || :; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
cp -R "$root/samples/build-1" "$root/samples/build-2" "$scratch"
cd "$scratch"

symstore_tour
dbh_tour
symproxy_tour

note 'Done: every command ended as expected.'
