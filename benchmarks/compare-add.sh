#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Times, in one run, `symstore add` beside `cp` + `sync` and beside a program that only creates the same tree.
# Usage: benchmarks/compare-add.sh [BIG_DIRECTORY]     (a directory with one large image and PDB; build with `mvn package` first)
# Prints seconds and ratios, the median of RUNS (default 5) runs. WORK names the directory to work in (default: a new one in /tmp).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
symstore=$here/../distribution/target/symkit/bin/symstore
classes=$here/target/classes
runs=${RUNS:-5}
work=${WORK:-$(mktemp -d)}
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

now() { date +%s.%N; }

# timed NAME COMMAND...: runs the command on a new target directory, keeps the seconds. Nothing is deleted before the end: ext4
# without a journal looks at every inode freed in the last seconds whenever it makes a file, which would be charged to the next run.
turn=0
timed() {
    name=$1
    shift
    turn=$((turn + 1))
    target=$work/target-$turn
    sync
    start=$(now)
    "$@" >"$work/out.txt" 2>&1 || { cat "$work/out.txt"; exit 1; }
    end=$(now)
    echo "$start $end" | awk '{ printf "%.3f\n", $2 - $1 }' >>"$work/$name.times"
}

median() { sort -n "$work/$1.times" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

report() { echo "$1: $(median "$2") s, $3: $(median "$4") s, ratio $(echo "$(median "$2") $(median "$4")" | awk '{ printf "%.2f", $1 / $2 }')"; }

copy() { cp -r "$1" "$target" && sync; }
copy_only() { cp -r "$1" "$target"; }
reference() { mkdir "$target" && "$java" -cp "$classes" dev.symkit.bench.ReferenceTree "$1" "$target" "$2"; }
add() { source=$1; shift; "$symstore" add -r -f "$source" -s "$target" -t bench --quiet "$@"; }

if [ $# -gt 0 ]; then
    for i in $(seq "$runs"); do
        timed big-cp copy "$1"
        timed big-add add "$1"
    done
    report '(a) large pair: symstore add' big-add 'cp + sync' big-cp
fi

"$java" -cp "$classes" dev.symkit.bench.ManyFiles "$here/../samples/build-1/x64/hello.exe" "$work/many" 5000 20480
for i in $(seq "$runs"); do
    timed cp copy "$work/many"
    timed cp-nosync copy_only "$work/many"
    timed ref reference "$work/many" sync
    timed ref-nosync reference "$work/many" nosync
    timed add add "$work/many"
    timed add-nosync add "$work/many" --no-sync
done
report '(b) 5,000 files of 20 KiB: symstore add' add 'reference tree' ref
report '    symstore add' add 'cp + sync' cp
report '    symstore add --no-sync' add-nosync 'reference tree, no sync' ref-nosync
report '    symstore add --no-sync' add-nosync 'cp' cp-nosync
