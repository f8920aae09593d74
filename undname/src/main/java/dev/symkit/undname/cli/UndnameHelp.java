// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname.cli;

/** The help text; a class of its own, so that showing it loads nothing else. */
final class UndnameHelp {
    static final String TEXT = """
            undname (symkit): shows what decorated C++ names stand for.

            undname [0xFlags] Name [Name...] [options]
            undname [0xFlags] - [options]
            undname -?

            A name that is no decorated one is its own answer. With '-' names come from
            standard input, one a line, and each line is answered by one line. Case matters.

            --flags=Hex   What to leave out, as 0xFlags before the names; to be added up:
                          1 leading underscores of keywords   200 static, virtual
                          2 keywords of Microsoft             400 (nothing known)
                          4 return types                      800 __ptr64 (32-bit names)
                          8 __based                          1000 all but the name
                         10 calling conventions, extern "C"  2000 parameters; or names of types
                         20 this: keywords of Microsoft      4000 names of tables, closures
                         40 this: const, volatile, & and &&  8000 class, struct, union, enum
                         60 this: both                      10000 check of characters
                         80 public, protected, private      20000 __ptr64
                        100 throw, noexcept
            --style=ms    Microsoft's spelling; the default.
            --style=llvm  LLVM's spelling; it has no flags.
            --json        One JSON object for each name, in a line of its own.
            -?            This text.
            --debug       Show where an error comes from.
            --version     Show the version.

            Exit codes: 0 answered, 1 no arguments or output lost, 2 standard input cannot be read,
            87 syntax, 130 interrupted, 255 internal error.
            """;

    private UndnameHelp() {}
}
