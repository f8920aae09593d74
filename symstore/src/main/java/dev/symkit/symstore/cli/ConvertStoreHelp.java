// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

/** The help text; a class of its own, so that showing it loads nothing else. */
final class ConvertStoreHelp {
    static final String TEXT = """
            convertstore (symkit): converts a symbol store between the one-tier and the two-tier layout.

            convertstore -s Store [-to=2|-to=1] [-l] [-q] [-o] [--create-admin]
                         [--lock-timeout S] [--map Share=Dir] [--json]
            convertstore -?

            Every option is also taken with '/': /s, /to=1, ... Options ignore case.

            -s Store      Directory of the store.
            -to=2         To two tiers (na/name.pdb); also moves what is left of one tier.
            -to=1         To one tier (name.pdb).
                          Without -to: what an unfinished conversion was about, else two tiers.
            -l            List the renames only.
            -o            Verbose output: one line for each entry.
            -q            Quiet: errors only.
            -?            This text.

            --create-admin      Create the 000Admin directory if there is none.
            --lock-timeout S    Wait at most S seconds for other writers; the default is 600.
            --map Share=Dir     Where a share is mounted (\\\\server\\share=/mnt/share); may repeat.
            --json              One JSON object instead of text.
            --debug             Show where an error comes from.
            --version           Show the version.

            A run that was stopped is finished by the next one. Until then 'symstore add' and 'del' refuse
            to work; symkit's own tools find every file all the time, other readers may miss some.

            Exit codes: 0 done, 1 some entries were not moved, 3 no 000Admin, 5 access denied,
            33 lock time-out, 87 syntax, 130 interrupted, 255 internal error.
            """;

    private ConvertStoreHelp() {}
}
