// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

/** The help screens of {@code dbh} (dbh.md 1). */
final class DbhHelp {
    static final String USAGE = """
            usage: dbh [options] -p:PID [command]
                   dbh [options] IMAGE|PDB|DBG [command]
                   dbh -? | -??
            """;

    static final String TEXT = "dbh dbghelp shell\n" + USAGE + """
              Answers questions about symbols, types, lines, unwind data and symbol stores. Without a command it reads commands until 'quit'.
              Options stand before the file; what follows the command word belongs to the command. '/x' is '-x'.

                -p:PID         the modules of a process; on Linux those of Wine and Proton
                -s:PATH        symbol path; without it that of _NT_SYMBOL_PATH
                -d             decorated names: public symbols only, as the linker sees them
                -c             every listing ends after its first row
                -n, -v         tells on standard error how files are looked for
                -?             this text
                -??            this text and all commands

              Additions of symkit:
                -e COMMAND     a command to run; may be repeated. Nothing is read from standard input then
                --json         one JSON object for each row or record
                --demangle STYLE
                               names in the style of 'ms' or 'llvm'; without it Microsoft's
                --color WHEN   'never', or 'auto' (default): at a terminal, unless NO_COLOR is set
                --base HEX     where the file is placed; without it at 1000000
                --no-prompt    no prompts where commands come from a file or a pipe
                --quiet        no progress bar while files are fetched

              Exit code: 0; 1 the file could not be loaded, or a command of the command line is unknown; 2 the command line makes no sense.
              """;

    private DbhHelp() {}
}
