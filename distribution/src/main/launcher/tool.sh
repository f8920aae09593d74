#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts the symkit tool that has the name of this file. Two environment variables count:
#   JAVA_HOME     the Java to use (17 or newer); if it is not set, the java on PATH
#   SYMKIT_OPTS   more options for the Java machine, separated by blanks, for example -Xmx4g
# Exit code 127: no usable Java. Everything else is the tool's.
#
# The second compiler stays off for tools that wait for files: it took 3 of 6 s of processor time when 5,000 files were added. The serial
# collector starts sooner than the usual one and takes a third of the memory when a large PDB is compressed; Java ends if it is told of two,
# so options that may name another are given way. A server runs long and answers many at a time: it gets neither.

need=17

die() {
    printf '%s: %s\n' "$tool" "$1" >&2
    exit 127
}

# resolve FILE: sets $resolved to the file at the end of a chain of symbolic links.
resolve() {
    resolved=$1
    hops=0
    while [ -L "$resolved" ]; do
        hops=$((hops + 1))
        [ "$hops" -le 40 ] || die "too many symbolic links: $1"
        link=$(readlink "$resolved") || die "cannot read the symbolic link $resolved"
        case $link in
            /*) resolved=$link ;;
            *) resolved=${resolved%/*}/$link ;;
        esac
    done
}

tool=${0##*/}
case $0 in
    */*) resolve "$0" ;;
    *) resolve "./$0" ;;
esac
tool=${resolved##*/}
lib=${resolved%/*}/../lib

# One line per tool: its jar (which names the other jars it needs) and its main class.
case $tool in
    symstore) jar=symkit-symstore-@project.version@.jar main=dev.symkit.symstore.cli.SymStoreMain ;;
    agestore) jar=symkit-agestore-@project.version@.jar main=dev.symkit.agestore.cli.AgeStoreMain ;;
    convertstore) jar=symkit-symstore-@project.version@.jar main=dev.symkit.symstore.cli.ConvertStoreMain ;;
    pdbcopy) jar=symkit-pdbcopy-@project.version@.jar main=dev.symkit.pdbcopy.cli.PdbCopyMain ;;
    symsrv) jar=symkit-symsrv-@project.version@.jar main=dev.symkit.symsrv.cli.SymSrvMain ;;
    symchk) jar=symkit-symchk-@project.version@.jar main=dev.symkit.symchk.cli.SymChkMain ;;
    dbh) jar=symkit-dbh-@project.version@.jar main=dev.symkit.dbh.cli.DbhMain ;;
    symproxy) jar=symkit-symproxy-@project.version@.jar main=dev.symkit.symproxy.cli.SymProxyMain ;;
    undname) jar=symkit-undname-@project.version@.jar main=dev.symkit.undname.cli.UndnameMain ;;
    *) die "no symkit tool has this name" ;;
esac
[ -r "$lib/$jar" ] || die "incomplete installation: $lib/$jar is missing"
# All jars in plugins, if there is such a folder; Java itself looks which.
classes=$lib/$jar
[ ! -d "${lib%/lib}/plugins" ] || classes=$classes:${lib%/lib}/plugins/*
case $lib in
    *:*) die "Java cannot load programs from a folder with a colon in its name: ${lib%/../lib}" ;;
esac

if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || die "JAVA_HOME is '$JAVA_HOME', but there is no bin/java in it"
    release=$JAVA_HOME/release
else
    java=$(command -v java) || die "Java $need or newer is needed: JAVA_HOME is not set and there is no java on PATH"
    resolve "$java"
    release=${resolved%/*}/../release
fi

# The version stands in the file 'release' of every JDK; only where that is missing Java is started once more to ask it.
version=
if [ -r "$release" ]; then
    while IFS='=' read -r name value; do
        if [ "$name" = JAVA_VERSION ]; then
            version=${value#\"}
            version=${version%%\"*}
            break
        fi
    done <"$release"
fi
if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/^[^"]* version "\([^"]*\)".*/\1/p')
fi
major=${version#1.}
major=${major%%[!0-9]*}
[ -n "$major" ] || die "cannot find out the version of $java"
[ "$major" -ge "$need" ] || die "Java $need or newer is needed, but $java is version $version"
flags=
[ "$tool" = symproxy ] || flags=-XX:TieredStopAtLevel=1
case "$tool ${SYMKIT_OPTS:-} ${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
    symproxy\ * | *-XX:+Use*) ;;
    *) flags="$flags -XX:+UseSerialGC" ;;
esac
# From 24 on Java warns of native code (zstd, for compressed PDBs) unless it is told that this is intended.
[ "$major" -lt 24 ] || flags="$flags --enable-native-access=ALL-UNNAMED"

# With the plain C locale Java could not open files whose names are not ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    '' | C | POSIX)
        LC_ALL=C.UTF-8
        export LC_ALL
        ;;
esac

set -f # SYMKIT_OPTS is split at blanks, but wildcards in it are left alone
# shellcheck disable=SC2086
exec "$java" $flags ${SYMKIT_OPTS:-} -cp "$classes" "$main" "$@"
