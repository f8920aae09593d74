// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy.cli;

/** The help text; a class of its own, so that showing it loads nothing else. */
final class PdbCopyHelp {
    static final String TEXT = """
            pdbcopy (symkit): copies a PDB, with or without its private symbols.

            pdbcopy OldPDB NewPDB [options]
            pdbcopy PDB [Backup] -CVE-2018-1037 [autofix|verbose]
            pdbcopy -?

            Options stand anywhere, in any order; '/' works as '-'. Case matters.

            -p            Remove private symbols: types, lines, locals, source files.
            -s            Give the copy a new identity (GUID); it no longer fits its image.
            -f:Symbol     With -p: remove that public symbol too. -f:@File: one in each line.
            -F:Symbol     With -p: keep that public symbol, remove all others. -F:@File: likewise.
                          Both may repeat, but not stand together. Names are decorated, case matters.
            -v            Say what was done, and which names were not found.
            -vc6          No effect.
            -CVE-2018-1037 [autofix|verbose]
                          Look for left-over memory in a PDB, and with autofix remove it, after a
                          copy of the file was made at Backup.
            -?            This text.

            --no-local-procs    With -p: remove the names of static functions too.
            --keep-next         With -F: keep the public behind each named one too, so that
                                addresses behind a kept function are not attributed to it.
            --keep-srcsrv       With -p: keep the source server stream.
            --keep-sourcelink   With -p: keep Source Link.
            --redact-paths Prefix=Text
                                With -p: replace the start of module and object paths; may repeat.
            --verify            Read the copy again and compare before it appears.
            --report            List what was removed and kept, and what remains visible.
            --json              The report as one JSON object.
            --overwrite         Replace NewPDB if it exists.
            --quiet             No progress bar.
            --map Share=Dir     Where a share is mounted (\\\\server\\share=/mnt/share); may repeat.
            --debug             Show where an error comes from.
            --version           Show the version.

            Exit codes: 0 done (-CVE-2018-1037: clean, or repaired), 1 not a usable PDB, 2 not found,
            no permission or disk full, 3 NewPDB exists, 4 leak found or copy not as promised,
            87 syntax, 130 interrupted, 255 internal error.
            """;

    private PdbCopyHelp() {}
}
