#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Times, in one run, one walk over everything in a PDB (WholePass, in 256 MiB) beside `llvm-pdbutil dump` of the same parts, each as a
# whole process; then `pdbcopy -p` (in 256 MiB) beside `llvm-pdbutil dump --symbols`. Usage: benchmarks/compare-pdb.sh FILE    (build with `mvn package` first)
# Prints the counts, seconds and ratios, the median of RUNS (default 5) runs. Reads the file once before, so that both find it in memory.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 FILE" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
runs=${RUNS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classpath=$here/target/classes:$here/target/lib/*
pdbcopy=$here/../distribution/target/symkit/bin/pdbcopy

now() { date +%s.%N; }

# timed NAME COMMAND...: runs the command, keeps the seconds and the last output.
timed() {
    name=$1
    shift
    start=$(now)
    "$@" >"$work/$name.txt" || exit 1
    end=$(now)
    echo "$start $end" | awk '{ printf "%.3f\n", $2 - $1 }' >>"$work/$name.times"
}

median() { sort -n "$work/$1.times" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

ratio() { echo "$(median "$1") $(median "$2")" | awk '{ printf "%.3f", $1 / $2 }'; }

pass() { "$java" -Xmx256m -cp "$classpath" dev.symkit.bench.WholePass "$@"; }

# Prints text, as there is no option to only walk: the comparison is with the tool as people use it, not with its parser alone.
llvm() {
    llvm-pdbutil dump -summary -modules -publics -globals -symbols -types -ids -l -section-contribs "$1" >/dev/null
}

strip() { SYMKIT_OPTS=-Xmx256m "$pdbcopy" "$1" "$work/stripped.pdb" -p --overwrite; }
symbols() { llvm-pdbutil dump --symbols "$1" >/dev/null; }

cat "$1" >/dev/null
for i in $(seq "$runs"); do
    timed one pass "$1" 1
    timed two pass "$1" 2
    timed strip strip "$1"
    if command -v llvm-pdbutil >/dev/null; then
        timed llvm llvm "$1"
        timed symbols symbols "$1"
    fi
done
cat "$work/one.txt"
echo "WholePass, one thread: $(median one) s; two threads: $(median two) s"
echo "pdbcopy -p: $(median strip) s, $(stat -c %s "$work/stripped.pdb") of $(stat -c %s "$1") bytes"
if [ -s "$work/llvm.times" ]; then
    llvm-pdbutil --version | sed -n 's/.*LLVM version/llvm-pdbutil/p'
    echo "llvm-pdbutil dump: $(median llvm) s; ratio with one thread $(ratio one llvm), with two $(ratio two llvm)"
    echo "llvm-pdbutil dump --symbols: $(median symbols) s; ratio with pdbcopy -p $(ratio strip symbols)"
else
    echo "llvm-pdbutil is not installed"
fi
