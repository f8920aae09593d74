// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

/** The text of {@code symsrv --help}. */
final class SymSrvHelp {
    static final String TEXT = """
            symsrv: finds files of symbol stores, given a symbol path.

            symsrv get   [-y PATH] NAME INDEX [-o OUT]
            symsrv get   [-y PATH] --for FILE [--pdb] [-o OUT]
            symsrv bulk  [-y PATH] --list KEYS.txt [-j N]
            symsrv path  [-y PATH]
            symsrv index FILE... [--pdb]
            symsrv ping  STORE...
            symsrv cache --misses | --clear-misses

            -y PATH          Symbol path; default: _NT_ALT_SYMBOL_PATH and _NT_SYMBOL_PATH.
            -o OUT           Copy the file to this file or directory.
            --for FILE       The key of this file; with --pdb, of the PDB that this image names.
            --list FILE      Text file with NAME/INDEX on each line.
            -j N, --jobs N   Look up so many files at the same time (bulk: 8).
            --no-copy        Copy nothing; print where the file is.
            --overwrite      Ask only the last store of a chain, and replace copies.
            --refresh        Do not believe remembered misses.
            --offline        Use no network, caches only.
            --secure         No HTTP, no downstream stores, no providers.
            --home DIR       The default downstream store is DIR/sym.
            --ini FILE       Settings; '.' is symsrv.ini in the working directory.
            --proxy P        HTTP proxy HOST:PORT, or 'none'.
            --timeout S      Longest silence of a server, in seconds.
            --map UNC=DIR    The share is mounted at DIR; may be repeated.
            --noisy          Show every step on standard error.
            --json           JSON instead of text.
            --quiet          No progress bar.
            --debug          Stack traces.

            Exit codes: 0 found, 1 not found, 2 wrong use or symbol path, 3 nothing found and
            some store unavailable or access denied, 4 internal error.
            """;

    private SymSrvHelp() {}
}
