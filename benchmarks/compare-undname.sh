#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Times, in one run and in turn, `undname -` beside llvm-undname over one list of names, each as a whole process.
# Usage: benchmarks/compare-undname.sh NAMES    (a file with one name a line; build with `mvn package` first)
# Prints wall and processor seconds, the medians of RUNS (default 11) runs, and their ratios. LLVM_UNDNAME names the other program.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 NAMES" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
undname=$here/../distribution/target/symkit/bin/undname
llvm=${LLVM_UNDNAME:-llvm-undname}
names=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT='%R %U %S'

# timed NAME COMMAND...: keeps the wall and the processor seconds of a command that reads the names.
timed() {
    local name=$1
    shift
    { time "$@" <"$names" >"$work/out" 2>/dev/null; } 2>>"$work/$name"
}

median() { awk -v c="$2" '{ print c == 1 ? $1 : $2 + $3 }' "$work/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

cat "$names" >"$work/out"
for _ in $(seq "${RUNS:-11}"); do
    timed ms "$undname" -
    timed llvmstyle "$undname" --style=llvm -
    timed llvm "$llvm" || true # it fails for names that are not decorated
done
"$llvm" --version | sed -n 's/.*LLVM version/LLVM version/p'
echo "$(wc -l <"$names") names"
for name in ms llvmstyle llvm; do
    echo "$name: $(median $name 1) s, processor $(median $name 2) s, $(echo "$(median $name 1) $(median llvm 1)" | awk '{ printf "%.2f", $1 / $2 }') times llvm-undname"
done
