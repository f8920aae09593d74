#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Figures of `symsrv` against a store on this machine, beside the targets: a look-up that hits the cache, 1,000 misses, a large file, a
# large cabinet. Usage: benchmarks/fetch.sh     (build with `mvn package` first)
# Medians of RUNS (default 3) runs, of the cabinet one. WORK names the directory to work in (default: a new one in /tmp); it needs 6 GB.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
symsrv=$here/../distribution/target/symkit/bin/symsrv
image=$here/../samples/build-1/x64/hello.exe
runs=${RUNS:-3}
work=${WORK:-$(mktemp -d)}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classpath=$here/target/classes:$here/target/lib/*
servers=
trap 'kill $servers 2>/dev/null || true; rm -rf "$work"' EXIT

now() { date +%s.%N; }

# fail FILE: shows it and ends.
fail() {
    cat "$1"
    exit 1
}

# timed NAME COMMAND...: runs the command, keeps the seconds; its output is in out.txt. A miss is no failure.
timed() {
    name=$1
    shift
    start=$(now)
    "$@" >"$work/out.txt" 2>&1 || [ $? -eq 1 ] || fail "$work/out.txt"
    end=$(now)
    echo "$start $end" | awk '{ printf "%.3f\n", $2 - $1 }' >>"$work/$name.times"
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# serve MICROSECONDS: starts a server that takes so long for each answer; sets $url.
serve() {
    "$java" -Xmx128m -cp "$classpath" dev.symkit.bench.FetchServer "$work/store" "$1" <"$work/hold" >"$work/url$1" 3>&- &
    servers="$servers $!"
    while [ ! -s "$work/url$1" ]; do
        kill -0 $! || exit 1
        sleep 0.1
    done
    url=$(cat "$work/url$1")
}

# figures WHAT PATH NAME INDEX: what FetchFigures prints, with the switches that the launcher gives to Java, in a heap of 64 MiB.
figures() {
    "$java" -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classpath" dev.symkit.bench.FetchFigures "$@" 2>"$work/err.txt" ||
        fail "$work/err.txt"
}

# row WHAT TARGET FIGURE VERDICT
row() { printf '| %-62s | %-14s | %-24s | %-6s |\n' "$@"; }

# verdict FIGURE OPERATOR TARGET
verdict() { echo "$1 $3" | awk "{ print (\$1 $2 \$2) ? \"met\" : \"missed\" }"; }

mkfifo "$work/hold"
exec 3<>"$work/hold" # the servers read from here, and end when this is closed
key=hello.exe/92617ED74000
mkdir -p "$work/store/$key" "$work/store/big.dll/5F0000011000"
"$java" -cp "$classpath" dev.symkit.bench.LargeImage "$image" "$work/store/$key/hello.exe" 1073741824
"$java" -Xmx1g -cp "$classpath" dev.symkit.bench.LargeCabinet "$work/store/big.dll/5F0000011000/big.dl_" big.dll 5F000001
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "m%d.pdb/0F7FCF88442F4B0E9FB51DC4%08X1\n", i, i }' >"$work/keys.txt"

serve 1000
for i in $(seq "$runs"); do
    timed miss "$symsrv" bulk -y "srv*$work/near*$url" --list "$work/keys.txt" -j 8 --quiet --proxy none
    [ "$(grep -c ': miss (0x80190194): not found' "$work/out.txt")" -eq 1000 ] || fail "$work/out.txt"
done

serve 0
for i in $(seq "$runs"); do
    rm -rf "$work/near"
    figures download "srv*$work/near*$url" hello.exe 92617ED74000 >"$work/out.txt"
    cut -d ' ' -f 1 "$work/out.txt" >>"$work/rate"
    cut -d ' ' -f 2 "$work/out.txt" >>"$work/heap"
    rm -rf "$work/near"
    SYMKIT_OPTS=-Xmx64m timed download "$symsrv" get -y "srv*$work/near*$url" hello.exe 92617ED74000 --quiet --proxy none
    cmp "$work/near/$key/hello.exe" "$work/store/$key/hello.exe"
    figures hit "srv*$work/near*$url" hello.exe 92617ED74000 >"$work/out.txt"
    cut -d ' ' -f 1 "$work/out.txt" >>"$work/hit"
    cut -d ' ' -f 2 "$work/out.txt" >>"$work/hit99"
done
rm -rf "$work/near"
SYMKIT_OPTS=-Xmx64m timed cabinet "$symsrv" get -y "srv*$work/near*$url" big.dll 5F0000011000 --quiet --proxy none
[ "$(stat -c %s "$work/near/big.dll/5F0000011000/big.dll")" -eq 2147450880 ] || fail "$work/out.txt"

row what target figure ''
row :--- :--- :--- :---
hit=$(median "$work/hit")
row 'look-up that hits the cache, median (99th percentile)' '<= 1000 us' "$hit us ($(median "$work/hit99") us)" "$(verdict "$hit" '<=' 1000)"
miss=$(median "$work/miss.times")
row '1,000 misses, 1 ms latency, symsrv bulk -j 8, whole process' '<= 2 s' "$miss s" "$(verdict "$miss" '<=' 2)"
rate=$(median "$work/rate")
row '1 GiB over HTTP into the cache' '>= 300 MB/s' "$rate MB/s" "$(verdict "$rate" '>=' 300)"
heap=$(median "$work/heap")
row 'growth of the heap meanwhile' '<= 64 MiB' "$heap MiB" "$(verdict "$heap" '<=' 64)"
row 'the same, whole process, -Xmx64m' '' "$(median "$work/download.times") s" ''
row '2 GB out of a cabinet (LZX), -Xmx64m, fetch and unpack' 'it ends well' "$(median "$work/cabinet.times") s" met
