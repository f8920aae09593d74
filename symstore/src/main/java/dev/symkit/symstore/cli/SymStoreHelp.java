// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

/** The help text; a class of its own, so that showing it loads nothing else. */
final class SymStoreHelp {
    static final int EXIT_SYNTAX = 87;

    static final String TEXT = """
            symstore (symkit): puts PE images, PDB and DBG files into a symbol store.

            symstore add   [-r] -f File -s Store -t Product [-v Version] [-c Comment]
                           [-d LogFile] [-o] [-3] [--exclude Pattern] [--jobs N] [--json]
            symstore query [-r] -f File -s Store [-o] [-d LogFile] [--exclude Pattern] [--json]
            symstore del   -i ID -s Store [-o] [-d LogFile] [--force] [--json]
            symstore verify -s Store [--repair] [-d LogFile] [--json]
            symstore -?

            Every option is also taken with '/': /f, /s, ... Verbs and options ignore case.

            -f File       File, directory, pattern (* and ? in the last part) or @list; may repeat.
            -s Store      Directory of the store. 'add' creates it if it is missing.
            -t Product    Product the files belong to.
            -v Version    Version of the product.
            -c Comment    Comment of the transaction.
            -i ID         Transaction to delete.
            -r            Search sub-directories too.
            -3            Make a new store two-tier (index2.txt).
            -o            Verbose output.
            -d LogFile    Write the output to LogFile.
            -?            This text.

            --exclude Pattern   Leave out files of that name; may repeat.
            --jobs N            Work on N files at a time; the default is the number of processors.
            --json              One JSON object instead of text.
            --force             del: go on where references or the transaction file are missing.
            --lock-timeout S    Wait at most S seconds for other writers; the default is 600.
            --no-sync           Do not force data to the device (not safe against a loss of power).
            --compat-exit       Exit 0 although some files failed, as the original does.
            --quiet             No progress bar.
            --debug             Show where an error comes from.
            --version           Show the version.

            Exit codes: 0 done, 1 some files failed, 2 nothing to do or not found, 3 no store,
            5 access denied, 13 damaged or nothing indexable, 33 lock time-out, 87 syntax,
            130 interrupted, 255 internal error.
            """;

    private SymStoreHelp() {}
}
