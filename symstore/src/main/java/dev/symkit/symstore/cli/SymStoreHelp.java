// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

/** The help text; a class of its own, so that showing it loads nothing else. */
final class SymStoreHelp {
    static final int EXIT_SYNTAX = 87;

    static final String TEXT = """
            symstore (symkit): puts PE images, PDB and DBG files into a symbol store.

            symstore add   [-r] [-p [-l] [-:MSG Message] [-:REL]] [-:NOREFS] -f File -s Store
                           -t Product [-v Version] [-c Comment] [-d LogFile] [-o]
                           [-compress [CAB|ZIP]] [-3] [-z PUB|PRI] [-m Prefix] [-h PUB|PRI]
            symstore add   [-r] [-q] -g Share -f File -x IndexFile [-a] [-z PUB|PRI] [-o]
            symstore add   -y IndexFile -g Share -s Store -t Product [-p ...] [-yi IndexFile]
            symstore query [-r] -f File -s Store [-o] [-d LogFile]
            symstore del   -i ID -s Store [-o] [-d LogFile] [--force] [--json]
            symstore del   -s Store [-i ID|ID-ID] [-t Product] [-v Version] [--older-than Age]
                           [--keep-last N] [--max-size Size] [--yes|--dry-run] [--force] [--json]
            symstore list  -s Store [-t Product] [-v Version] [--since Date] [--before Date]
                           [--files] [--sizes] [--json]
            symstore merge -s Target --from Store [--json]
            symstore copy  -s Target --from Store [--json]
            symstore adopt -s Store -t Product [-v Version] [-c Comment] [--no-check] [-o] [--json]
            symstore verify -s Store [--repair] [-d LogFile] [--json]
            symstore -?

            Every option is also taken with '/': /f, /s, ... Verbs and options ignore case.

            -f File       File, directory, pattern (* and ? in the last part) or @list; may repeat.
            -s Store      Directory of the store. 'add' creates it if it is missing.
            -t Product    Product the files belong to.
            -v Version    Version of the product.
            -c Comment    Comment of the transaction.
            -i ID         Transaction to delete; with 'del' it may repeat and may be a range, 5-9.
            -r            Search sub-directories too.
            -p            Store pointers to the files instead of the files.
            -l            With -p: paths that are not on a share will do.
            -:MSG Message With -p: also put Message into file.ptr.
            -:REL         With -p: paths relative to the store.
            -:NOREFS      No refs.ptr; transactions cannot be deleted. For a new store.
            -:NOFORCECOPY Leave a file that is there already.
            -g Share      The part of the paths that may change; with -y where the files are.
            -x IndexFile  Write an index file instead of a store.
            -a, -q        With -x: append; no quotes.
            -y IndexFile  Add the files of an index file.
            -yi IndexFile Note the transaction in that index file.
            -z PUB|PRI    Leave out other PDBs.
            -m Prefix     Prefer files whose path starts with Prefix.
            -h PUB|PRI    Prefer public or private PDBs.
            -compress     Compress stored files, in cabinets or as ZIP.
            -3            Make a new store two-tier (index2.txt).
            -o            Verbose output.
            -d LogFile    Write the output to LogFile.
            -?            This text.

            --exclude Pattern   Leave out files of that name; may repeat.
            --map Share=Dir     Where a share is mounted (\\\\server\\share=/mnt/share); may repeat.
            --ssqp              ELF and Mach-O files too, keys as SSQP clients ask for them.
            --lower-case        Names as SSQP clients ask for them.
            --portable-key K    Keys of portable PDBs: ssqp, classic or both.
            --skip-existing     Leave out files that the store has.
            --layout-only       Files only: no 000Admin, no refs.ptr, no transaction.
            --max-compress N    Larger files, in bytes, stay as they are.
            --refuse-class-change  Never put public symbols in place of private ones.
            --ptr-prefix        Write PATH: into every file.ptr.
            --strict-compat     Refuse images that hold resources only, as the original does.
            --verify            With -y: compute the keys anew and compare.
            --jobs N            Work on N files at a time; the default is the number of processors.
            --json              One JSON object instead of text.
            --force             del: go on where references or the transaction file are missing.
            --older-than Age    del: only what is older than 36h, 90d or 12w, or than a date.
            --keep-last N       del: leave the N newest transactions of every product alone.
            --max-size Size     del: only the oldest, until all stored files take no more than
                                Size, bytes or with K, M, G or T.
            --yes               del: delete more than one transaction.
            --dry-run           del: only tell what would be deleted.
            --since Date        list: only what began at that date or later; --before: earlier.
                                2024-02-29, 2024-02-29T12:30, or an age as above.
            --files             list: the entries of every transaction too.
            --sizes             list: number and size of the stored files too.
            --from Store        merge: the store whose transactions are added.
                                copy: the store that the other is to be a copy of.
            --no-check          adopt: do not read the files to compare them with their keys.
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
