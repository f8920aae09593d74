#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Times `symstore add` of one file, `query` of it and `del` of its transaction in an empty store and in generated stores of 2,000, 20,000 and
# 200,000 entries (a transaction for each 100), and `list` and `verify` of the generated ones; everything in a heap of 256 MiB.
# Usage: benchmarks/scale-store.sh     (build with `mvn package` first)
# Prints seconds, the median of RUNS (default 9) runs, of `verify` 3, and how they compare with the empty store. SIZES names other
# numbers of entries, WORK the directory to work in (default: a new one in /tmp); it needs 13 KB for each entry.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
symstore=$here/../distribution/target/symkit/bin/symstore
runs=${RUNS:-9}
sizes=${SIZES:-2000 20000 200000}
work=${WORK:-$(mktemp -d)}
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
SYMKIT_OPTS="-Xmx256m ${SYMKIT_OPTS:-}"
export SYMKIT_OPTS

now() { date +%s.%N; }

# timed NAME COMMAND...: runs the command, keeps the seconds; its output is in out.txt.
timed() {
    name=$1
    shift
    start=$(now)
    "$@" >"$work/out.txt" 2>&1 || { cat "$work/out.txt"; exit 1; }
    end=$(now)
    echo "$start $end" | awk '{ printf "%.3f\n", $2 - $1 }' >>"$work/$name.times"
}

median() { sort -n "$work/$1.times" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# The file that is left in new is one that no store has.
generate() {
    rm -rf "$work/new"
    "$java" -Xmx256m -cp "$here/target/classes:$here/target/lib/*" dev.symkit.bench.StoreGenerator "$work/$1" "$1" "$(($1 / 100))" "$work/new"
}

# cycle STORE NAME FILE: adds the file, looks it up, deletes its transaction.
cycle() {
    timed "$1-add$2" "$symstore" add -f "$3" -s "$work/$1" -t bench
    id=$(sed -n 's/^Finding ID\.\.\. *//p' "$work/out.txt")
    timed "$1-query$2" "$symstore" query -f "$3" -s "$work/$1"
    timed "$1-del$2" "$symstore" del -i "$id" -s "$work/$1"
}

for size in $sizes; do
    timed "$size-generate" generate "$size"
done
known=$(ls "$work/new"/*)
cp "$known" "$work/unknown.dll"

cycle 0 -first "$known" # makes the empty store
for i in $(seq "$runs"); do
    for store in 0 $sizes; do
        cycle "$store" '' "$known"
        cycle "$store" -name "$work/unknown.dll"
        [ "$store" = 0 ] || timed "$store-list" "$symstore" list -s "$work/$store"
    done
done
for i in 1 2 3; do
    for store in $sizes; do
        timed "$store-verify" "$symstore" verify -s "$work/$store"
    done
done

for what in add query del add-name query-name del-name; do
    case $what in
        add) text='add of a file with a known name' ;;
        add-name) text='add of a file with a new name' ;;
        query) text='query of the file with a known name' ;;
        query-name) text='query of the file with a new name' ;;
        *) text="del of that transaction" ;;
    esac
    echo "$text: $(median "0-$what") s in the empty store"
    for store in $sizes; do
        echo "    $store entries: $(median "$store-$what") s, ratio $(echo "$(median "$store-$what") $(median "0-$what")" | awk '{ printf "%.2f", $1 / $2 }')"
    done
done
for store in $sizes; do
    echo "$store entries: list $(median "$store-list") s, verify $(median "$store-verify") s (generated in $(median "$store-generate") s)"
done
