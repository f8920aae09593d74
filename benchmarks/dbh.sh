#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Figures of `dbh` beside its targets: whole processes with -Xmx1g over one PDB, beside dumps of `llvm-pdbutil` in the same run and in turn, the
# time to the first prompt, and `addr` in a generated PDB of 1 GB. Usage: benchmarks/dbh.sh PDB [SMALL_PDB]    (build with `mvn package` first)
# Medians of RUNS (default 5) runs; of the long dumps of llvm-pdbutil SLOW_RUNS (default 2). LLVM_PDBUTIL names the program (default: the newest
# one of /usr/lib/llvm-*/bin or of PATH), WORK the directory to work in (default: a new one in /tmp); it needs 1.1 GB, without the last step
# (LARGE=no) nothing. Needs GNU time. `script` (util-linux) serves as the terminal; where it is missing that line is left out.
set -eu
[ $# -ge 1 ] || { echo "usage: $0 PDB [SMALL_PDB]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
dbh=$here/../distribution/target/symkit/bin/dbh
pdb=$1
small=${2:-$here/../samples/build-1/x64/hello.pdb}
runs=${RUNS:-5}
slow=${SLOW_RUNS:-2}
gnutime=${TIME:-/usr/bin/time}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classpath=$here/target/classes:$here/target/lib/*
llvm=${LLVM_PDBUTIL:-$(ls -d /usr/lib/llvm-*/bin/llvm-pdbutil 2>/dev/null | sort -V | tail -n 1)}
llvm=${llvm:-llvm-pdbutil}
work=${WORK:-$(mktemp -d)}
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"

# The history of the shell goes to the work directory.
SYMKIT_OPTS="-Xmx1g -Duser.home=$work"
export SYMKIT_OPTS

# fail FILE: shows it and ends.
fail() {
    tail -n 20 "$1"
    exit 1
}

# timed NAME COMMAND...: runs the command, keeps seconds, KB and seconds of processor time.
timed() {
    name=$1
    shift
    "$gnutime" -o "$work/took" -f '%e %M %U %S' "$@" >"$work/$name.txt" 2>"$work/err.txt" || fail "$work/err.txt"
    cut -d ' ' -f 1 "$work/took" >>"$work/$name.times"
    cut -d ' ' -f 2 "$work/took" >>"$work/$name.sizes"
    awk '{ printf "%.2f\n", $3 + $4 }' "$work/took" >>"$work/$name.cpus"
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
seconds() { median "$work/$1.times"; }
processor() { median "$work/$1.cpus"; }
megabytes() { median "$work/$1.sizes" | awk '{ printf "%d", ($1 + 1023) / 1024 }'; }

# row WHAT TARGET FIGURE VERDICT
row() { printf '| %-44s | %-20s | %-26s | %-26s | %-4s |\n' "$@"; }

# verdict FIGURE LIMIT [FIGURE LIMIT]: each at most its limit.
verdict() { echo "$@" | awk '{ ok = 1; for (i = 1; i < NF; i += 2) ok = ok && $i <= $(i + 1); print ok ? "PASS" : "miss" }'; }

# quick WHAT NAME: at most a second and 512 MB.
quick() {
    row "$1" '<= 1.0 s, 512 MB' "$(seconds "$2") s, $(megabytes "$2") MB" "$(processor "$2") s" "$(verdict "$(seconds "$2")" 1.0 "$(megabytes "$2")" 512)"
}

# beside WHAT NAME LLVM_NAME FACTOR ADDED TARGET
beside() {
    ours=$(seconds "$2")
    theirs=$(seconds "$3")
    limit=$(echo "$theirs $4 $5" | awk '{ printf "%.2f", $1 * $2 + $3 }')
    ratio=$(echo "$ours $theirs" | awk '{ printf "%.2f", $1 / $2 }')
    busy=$(processor "$2")
    busy_there=$(processor "$3")
    row "$1" "$6" "$ours / $theirs s ($ratio), $(megabytes "$2") MB" \
        "$busy / $busy_there s ($(echo "$busy $busy_there" | awk '{ printf "%.2f", $1 / $2 }'))" "$(verdict "$ours" "$limit")"
}

# prompt NAME FILE COMMAND...: seconds until the shell that has loaded the file asks for a command.
prompt() {
    name=$1
    stem=$(basename "$2" .pdb)
    shift 2
    "$java" -cp "$classpath" dev.symkit.bench.FirstPrompt "$stem [1000000]: " "$@" >>"$work/$name.times" 2>"$work/err.txt" || fail "$work/err.txt"
}

# terminal NAME FILE: the same at a terminal.
terminal() {
    prompt "$1" "$2" env TERM=xterm script -qec "stty cols 200 rows 50; exec '$dbh' '$2'" /dev/null
}

# first WHAT NAME
first() { row "$1" '<= 0.7 s' "$(seconds "$2") s" '' "$(verdict "$(seconds "$2")" 0.7)"; }

cat "$pdb" "$small" >/dev/null
"$dbh" "$pdb" 'enum *!*' >"$work/all.txt"
# A function and a public in the middle, and data at the end.
rows=$(wc -l <"$work/all.txt")
name=$(awk -v half=$((rows / 2)) 'NR > half && $4 ~ /^[A-Za-z_][A-Za-z0-9_:]+$/ && NF == 4 { print $4; exit }' "$work/all.txt")
code=$(awk -v name="$name" '$4 == name { print $2; exit }' "$work/all.txt")
data=$(tail -n 1 "$work/all.txt" | awk '{ print $2 }')

for i in $(seq "$runs"); do
    timed code "$dbh" "$pdb" addr "$code"
    timed data "$dbh" "$pdb" addr "$data"
    timed name "$dbh" "$pdb" name "$name"
    timed absent "$dbh" "$pdb" name no_symbol_has_this_name
    timed publics "$dbh" -d "$pdb" 'enum *!*'
    timed enum "$dbh" "$pdb" 'enum *!*'
    timed llvm-publics "$llvm" dump --publics "$pdb"
    timed dump "$dbh" "$pdb" dump
    timed dump-all "$dbh" "$pdb" dump -a
    timed types "$dbh" "$pdb" etypes
    if [ "$i" -le "$slow" ]; then
        timed llvm-symbols "$llvm" dump --symbols "$pdb"
        timed llvm-types "$llvm" dump --types "$pdb"
    fi
    prompt pipe "$pdb" "$dbh" "$pdb"
    prompt pipe-small "$small" "$dbh" "$small"
    if command -v script >/dev/null; then
        terminal tty "$pdb"
        terminal tty-small "$small"
    fi
done
grep -q '^   name : ' "$work/code.txt" || fail "$work/code.txt"
grep -q '^no symbol found' "$work/absent.txt" || fail "$work/absent.txt"
grep -q ' :   ?' "$work/publics.txt" || fail "$work/publics.txt"

"$llvm" --version | sed -n 's/.*LLVM version/llvm-pdbutil/p'
row what target figure 'processor time' ''
row :--- :--- :--- :--- :---
quick '`addr` of code' code
quick '`addr` of data' data
quick '`name`' name
quick '`name` that is absent' absent
beside '`enum *!*` over publics / `dump --publics`' publics llvm-publics 4 0.3 '<= 4 times + 0.3 s'
beside '`enum *!*` over all / `dump --publics`' enum llvm-publics 4 0.3 '(<= 4 times + 0.3 s)'
beside '`dump` / `dump --symbols`' dump llvm-symbols 0.6 0 '<= 0.6 times'
beside '`dump -a` / `dump --symbols`' dump-all llvm-symbols 0.6 0 '<= 0.6 times'
beside '`etypes` / `dump --types`' types llvm-types 0.6 0 '<= 0.6 times'
first 'first prompt, through a pipe' pipe
first 'the same, small PDB' pipe-small
if [ -s "$work/tty.times" ]; then
    first 'first prompt, at a terminal' tty
    first 'the same, small PDB' tty-small
fi
if [ "${LARGE:-yes}" != no ]; then
    "$java" -Xmx4g -cp "$classpath" dev.symkit.bench.LargePdb "$work/large.pdb"
    for i in $(seq "$runs"); do
        timed large "$dbh" "$work/large.pdb" addr 5c2f0c8
    done
    grep -q '^   name : object' "$work/large.txt" || fail "$work/large.txt"
    row "\`addr\`, PDB of $(stat -c %s "$work/large.pdb") bytes" '< 2 s, heap < 1 GB' \
        "$(seconds large) s, $(megabytes large) MB" "$(processor large) s" "$(verdict "$(seconds large)" 2 "$(megabytes large)" 1024)"
fi
