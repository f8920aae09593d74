// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

/** The help text; a class of its own, so that showing it loads nothing else. */
final class AgeStoreHelp {
    static final String TEXT = """
            agestore (symkit): deletes files that were not used for long.

            agestore [PathSpec] -date=Month-Day-Year [options]
            agestore [PathSpec] -days=NumberOfDays   [options]
            agestore [PathSpec] -size=SizeRemaining  [options]
            agestore [PathSpec] -size                [options]
            agestore -lat=on|off
            agestore -?

            Every option is also taken with '/' or '--', in any case, and in any order.

            PathSpec      Directory, or directory and file pattern (/cache/*.pdb).
                          The default is the current directory.
            -date=M-D-Y   Delete files last used before that day (also Y-M-D).
            -days=N       Delete files not used for N times 24 hours.
            -size=N       Delete the files used least recently until the rest has at
                          most N bytes; K, M, G and T stand for powers of 1024.
            -size         Show the total size.
            -l            List what would be deleted, delete nothing (also -dry-run).
            -s            Include sub-directories.
            -k            Keep empty directories.
            -q            Do not list deleted files.
            -r            Delete read-only files too.
            -y            Do not ask.
            -lat=on|off   Switch last-access times on or off (Windows).
            -?            This text.

            -unit=key     Delete all files of a directory together or none of them.
            -time=WHAT    What counts as last use: access, create or write.
            -force        Work in a managed symbol store too.
            -lock-timeout=S   Wait at most S seconds for a managed store; default 600.
            --map Share=Dir   Where a share is mounted (\\\\server\\share=/mnt/share); may repeat.
            -json         One JSON object instead of text.
            -quiet        As -q, and no progress bar.
            --debug       Show where an error comes from.
            --version     Show the version.

            Exit codes: 0 done, 1 some files could not be deleted or managed store,
            2 not confirmed, 3 path not found, 5 root not readable, 13 store being
            converted, 33 lock time-out, 87 syntax, 130 interrupted, 255 internal error.
            """;

    private AgeStoreHelp() {}
}
