#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Requests for each second of `symproxy` beside nginx, which serves the same files, in one run and in turn: files of 64 KiB, keys that nobody has,
# one file of 300 MB. Over loopback, 32 connections. Usage: benchmarks/proxy.sh    (build with `mvn package` first)
# Needs wrk, nginx, curl and 450 MB in WORK (default: a new directory in /tmp). SECONDS_EACH (default 10) for each measurement, ROUNDS (default 3),
# of which the best counts; one round more before them lets both get warm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
symproxy=$here/../distribution/target/symkit/bin/symproxy
work=${WORK:-$(mktemp -d)}
each=${SECONDS_EACH:-10}
rounds=${ROUNDS:-3}
ours=18080
theirs=18081
index=0F7FCF88442F4B0E9FB51DC4A754D9DE1
files=500
server=
peer=
# shellcheck disable=SC2329
end() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || :
    [ -z "$peer" ] || kill "$peer" 2>/dev/null || :
    wait 2>/dev/null || :
    rm -rf "$work"
}
trap end EXIT
mkdir -p "$work/store"
chmod 755 "$work" # nginx, started by root, reads as another user

i=0
while [ "$i" -lt "$files" ]; do
    mkdir -p "$work/store/f$i.pdb/$index"
    head -c 65536 /dev/urandom >"$work/store/f$i.pdb/$index/f$i.pdb"
    i=$((i + 1))
done
mkdir -p "$work/store/big.pdb/$index"
head -c 314572800 /dev/urandom >"$work/store/big.pdb/$index/big.pdb"

# Requests walk through the files in an order that no cache can guess.
for kind in f m; do
    cat >"$work/$kind.lua" <<LUA
local n = 0
request = function()
    n = (n + 7919) % $([ "$kind" = f ] && echo "$files" || echo 20000)
    return wrk.format("GET", "/$kind" .. n .. ".pdb/$index/$kind" .. n .. ".pdb")
end
LUA
done

cat >"$work/nginx.conf" <<NGINX
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
worker_processes 2;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    default_type application/octet-stream;
    client_body_temp_path $work/t1;
    proxy_temp_path $work/t2;
    fastcgi_temp_path $work/t3;
    uwsgi_temp_path $work/t4;
    scgi_temp_path $work/t5;
    server {
        listen 127.0.0.1:$theirs;
        root $work/store;
    }
}
NGINX
cat >"$work/symproxy.ini" <<INI
[server]
listen = 127.0.0.1:$ours
admin.listen = off
ratePerIp = 0
drain.delay = 0
[log]
access = off
[directory ""]
path = $work/store
kind = store
INI

nginx -c "$work/nginx.conf" 2>/dev/null &
peer=$!
"$symproxy" serve --config "$work/symproxy.ini" 2>"$work/err.txt" &
server=$!
for port in "$ours" "$theirs"; do
    tries=0
    while ! curl -s -o /dev/null "http://127.0.0.1:$port/"; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || {
            cat "$work/err.txt" "$work/nginx.log" >&2
            exit 1
        }
        sleep 0.1
    done
done

# requests KIND PORT: of files, all have to come.
requests() {
    wrk -t1 -c32 -d"${each}s" -s "$work/$1.lua" "http://127.0.0.1:$2" >"$work/wrk.txt"
    if [ "$1" = f ] && grep -q 'Non-2xx' "$work/wrk.txt"; then
        cat "$work/wrk.txt" >&2
        exit 1
    fi
    awk '/Requests\/sec/ { print $2 }' "$work/wrk.txt"
}
bytes() { curl -sf -o /dev/null -w '%{speed_download}\n' "http://127.0.0.1:$2/big.pdb/$index/big.pdb"; }

# row WHAT TARGET MEASURE KIND UNIT: both in turn, the best of each.
row() {
    : >"$work/ours"
    : >"$work/theirs"
    "$3" "$4" "$ours" >/dev/null
    "$3" "$4" "$theirs" >/dev/null
    round=0
    while [ "$round" -lt "$rounds" ]; do
        "$3" "$4" "$ours" >>"$work/ours"
        "$3" "$4" "$theirs" >>"$work/theirs"
        round=$((round + 1))
    done
    best_ours=$(sort -n "$work/ours" | tail -n 1)
    best_theirs=$(sort -n "$work/theirs" | tail -n 1)
    awk -v what="$1" -v target="$2" -v a="$best_ours" -v b="$best_theirs" -v unit="$5" 'BEGIN {
        printf "| %-28s | %12.0f | %12.0f | %-5s | %4.2fx | >= %.1fx | %-4s |\n", what, a, b, unit, a / b, target, (a / b >= target ? "PASS" : "miss") }'
}

echo '| what | symproxy | nginx | | ratio | target | |'
echo '|---|---|---|---|---|---|---|'
row 'files of 64 KiB' 0.8 requests f req/s
row 'keys that nobody has' 0.4 requests m req/s
row 'one file of 300 MB' 0.7 bytes big B/s
java=$(pgrep -P "$server" java || echo "$server")
awk '/VmRSS/ { printf "symproxy holds %d MB\n", $2 / 1024 }' "/proc/$java/status"
