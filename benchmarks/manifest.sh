#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Times `symchk /im` of a manifest of 2,000 files into an empty cache, from a store on this machine that takes 20 ms for each answer: one
# file at a time, and 16, whole processes. Usage: benchmarks/manifest.sh     (build with `mvn package` first)
# Medians of RUNS (default 3) runs with 16, and one run with 1, which takes longer by far. WORK names the directory to work in (default: a new one in /tmp).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
symchk=$here/../distribution/target/symkit/bin/symchk
runs=${RUNS:-3}
work=${WORK:-$(mktemp -d)}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classpath=$here/target/classes:$here/target/lib/*
lines=2000
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT

now() { date +%s.%N; }

# fail FILE: shows its end and ends.
fail() {
    tail -n 20 "$1"
    exit 1
}

# timed JOBS: fetches all into an empty cache, keeps the seconds.
timed() {
    rm -rf "$work/near"
    start=$(now)
    "$symchk" /im "$work/list.txt" /s "srv*$work/near*$url" --jobs "$1" >"$work/out$1.txt" 2>&1 || fail "$work/out$1.txt"
    end=$(now)
    echo "$start $end" | awk '{ printf "%.2f\n", $2 - $1 }' >>"$work/$1.times"
    grep -q "^SYMCHK: PASSED + IGNORED files = $lines\$" "$work/out$1.txt" || fail "$work/out$1.txt"
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Of the entries of a generated store every tenth is a pointer.
"$java" -cp "$classpath" dev.symkit.bench.StoreGenerator "$work/store" 2400 24
(cd "$work/store" && find . -path ./000Admin -prune -o -type f -print) | LC_ALL=C sort |
    awk -F/ 'NF == 4 && $2 == $4 { print $2 "," $3 ",1" }' | head -n "$lines" >"$work/list.txt"
[ "$(wc -l <"$work/list.txt")" -eq "$lines" ] || fail "$work/list.txt"

mkfifo "$work/hold"
exec 3<>"$work/hold" # the server reads from here, and ends when this is closed
"$java" -Xmx128m -cp "$classpath" dev.symkit.bench.FetchServer "$work/store" 20000 <"$work/hold" >"$work/url" 3>&- &
server=$!
while [ ! -s "$work/url" ]; do
    kill -0 "$server" || exit 1
    sleep 0.1
done
url=$(cat "$work/url")

for i in $(seq "$runs"); do
    timed 16
done
timed 1
cmp "$work/out1.txt" "$work/out16.txt"
one=$(median "$work/1.times")
many=$(median "$work/16.times")
echo "$one $many" | awk '{
    printf "| 2,000 files at 20 ms, --jobs 1 / --jobs 16, whole process | %.2f s / %.2f s |\n", $1, $2
    printf "| ratio | %.3f, target 0.1: %s |\n", $2 / $1, $2 / $1 <= 0.1 ? "met" : "missed"
}'
