#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Times, in one run, `symstore add /compress` beside gcab, and reading the cabinet beside `cabextract -p`, each as a whole process.
# Usage: benchmarks/compare-cab.sh FILE    (a large PDB or image; build with `mvn package` first)
# Prints seconds, sizes and ratios, the median of RUNS (default 5) runs. WORK names the directory to work in (default: a new one in /tmp).
# Then what does not fit well: 1,900,000,000 bytes that hardly compress make one cabinet that cabextract accepts, and a file of
# 0x7FFF8000 bytes is stored as it is (needs 6 GB in WORK; LARGE=no leaves it out).
set -eu
[ $# -eq 1 ] || { echo "usage: $0 FILE" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
bin=$here/../distribution/target/symkit/bin
image=$here/../samples/build-1/x64/hello.exe
runs=${RUNS:-5}
work=${WORK:-$(mktemp -d)}
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classpath=$here/target/classes:$here/target/lib/*

now() { date +%s.%N; }

# timed NAME COMMAND...: runs the command, keeps the seconds and the output.
timed() {
    name=$1
    shift
    sync
    start=$(now)
    "$@" >"$work/$name.txt" 2>&1 || { cat "$work/$name.txt"; exit 1; }
    end=$(now)
    echo "$start $end" | awk '{ printf "%.3f\n", $2 - $1 }' >>"$work/$name.times"
}

median() { sort -n "$work/$1.times" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# report WHAT NAME PEER PEER_NAME: seconds of both, and how many times the peer's throughput ours is.
report() {
    echo "$1: $(median "$2") s, $3: $(median "$4") s, throughput ratio $(echo "$(median "$4") $(median "$2")" | awk '{ printf "%.2f", $1 / $2 }')"
}

add() { "$bin/symstore" add /f "$1" /s "$work/store" /t bench /compress --quiet; }
peer() { gcab -z -c "$work/peer.cab" "$1"; }
expand() { "$java" -cp "$classpath" dev.symkit.bench.ExpandFile "$1" >/dev/null; }
extract() { cabextract -q -p "$1" >/dev/null; }
entry() { find "$work/store" -mindepth 3 -type f ! -name refs.ptr; }

cat "$1" >/dev/null
for i in $(seq "$runs"); do
    rm -rf "$work/store" "$work/peer.cab"
    timed gcab peer "$1"
    timed add add "$1"
done
cabinet=$(entry)
report 'symstore add /compress' add gcab gcab
echo "    sizes: $(stat -c %s "$1") -> $(stat -c %s "$cabinet"), gcab $(stat -c %s "$work/peer.cab")"
for i in $(seq "$runs"); do
    timed extract extract "$cabinet"
    timed expand expand "$cabinet"
done
report 'reading the cabinet' expand 'cabextract -p' extract
cabextract -q -p "$cabinet" | cmp - "$1"

[ "${LARGE:-yes}" = yes ] || exit 0
rm -rf "$work/store" "$work/peer.cab"
"$java" -cp "$classpath" dev.symkit.bench.LargeImage "$image" "$work/random.exe" 1900000000
timed random add "$work/random.exe"
cabinet=$(entry)
cabextract -q -p "$cabinet" | cmp - "$work/random.exe"
echo "1,900,000,000 bytes: $(median random) s, one cabinet of $(stat -c %s "$cabinet") bytes, cabextract gives back the same"
rm -rf "$work/store" "$work/random.exe"
cp "$image" "$work/huge.exe"
truncate -s 2147450880 "$work/huge.exe"
timed huge add "$work/huge.exe"
cmp "$(entry)" "$work/huge.exe"
"$bin/symstore" verify /s "$work/store" >/dev/null
echo "2,147,450,880 bytes: $(median huge) s, stored as $(basename "$(entry)"), same bytes, verify finds no problem"
