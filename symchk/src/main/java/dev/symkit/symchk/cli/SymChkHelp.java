// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

/** The texts of help. */
final class SymChkHelp {
    /** Short, for wrong command lines. */
    static final String USAGE = """
            Usage: symchk [/r] [/v|/q] FileNames [/s[mods] SymbolPath] [options]
                   symchk [/v|/q] /id|/ih|/ie|/ip|/it|/im Operand [/s[mods] SymbolPath] [options]
            symchk /? shows all options.
            """;

    /** All options. */
    static final String TEXT = """
            Usage: symchk [/r] [/v|/q] FileNames             [/s[mods] SymbolPath] [options]
                   symchk [/r] [/v|/q] /if FileNames         [/s[mods] SymbolPath] [options]
                   symchk      [/v|/q] /id DumpFile          [/s[mods] SymbolPath] [options]
                   symchk      [/v|/q] /ih HotFixFile        [/s[mods] SymbolPath] [options]
                   symchk      [/v|/q] /ie ExeName|*         [/s[mods] SymbolPath] [options]
                   symchk      [/v|/q] /ip Pid|*             [/s[mods] SymbolPath] [options]
                   symchk [/r] [/v|/q] /it TextFileList      [/s[mods] SymbolPath] [options]
                   symchk      [/v|/q] /im ManifestList      [/s[mods] SymbolPath] [options]
                   symchk [/r] [/v|/q] /om Manifest  <any input but /im>

            Checks that matching symbols exist for program files, fetches them, or records what is needed.
            Options take '/' or '-'; off Windows '-' is recommended. '--' ends the options.

            FileNames    a file, a directory or a mask; several are allowed
            /r           also in all directories below
            /v           verbose (standard error); /vv shows HTTP requests with their times
            /q           quiet: only what /o? names is printed
            /av          verify that symbols exist and match (the default)

            Symbol path: /s[mods] SymbolPath, without it _NT_SYMBOL_PATH, else Microsoft's public store
              e  every element on its own      u  ask servers although a cache has the file
              p  private PDBs only (e and u)   s  public PDBs only (e and u)
              r  directories with all that is below them

            Output
            /ob          full paths of binaries            /os  full paths of symbols
            /oc Dir      symbol tree in Dir                /ocx Dir   binaries too   /ocxa Dir  failed ones too
            /od          the same as /oe /op /oi           /oe  errors (default)
            /oi          ignored files                     /op  files that pass
            /ot          totals (default)                  /ov  versions of binaries
            /ol File     list of binaries and symbols that pass, comma separated
            /om File     write a manifest instead of checking

            Rules for DBG data: /ds split from the image (default), /de inside the image, /dn none
            Rules for PDBs: /pa any (default), /pf full private PDB, /ps stripped, /pt stripped with types
              (some documentation says /pf is the default and checks nothing; that is not what the tool does)
            /fm Module   dumps and processes: this module only
            /cs          do not require debug data         /cc  hotfix: do not look for symbols inside
            /cn          processes: do not suspend (they never are)
            /ea File     list of binaries not to check     /ee File   list of binaries whose errors do not count
            /port        print how the old syntax maps to this one

            --jobs N             files at the same time (8; 16 for /im)
            --json[=FILE]        one JSON object for each file, then a summary
            --timeout S          seconds a server may be silent (30)
            --retries N          how often a request is repeated (2)
            --no-network         HTTP stores are as good as absent
            --manifest-images    /om of files: lines of the images too
            --images             /id: fetch the images too (/im fetches every line)
            --fail-on=any|missing|none   what makes the exit status 1
            --signature          Authenticode state of each binary (standard error, JSON)
            --checksum           state of the PE checksum (standard error, JSON)
            --progress           progress bar on a terminal also with /v or /q
            --summary-by=reason  counts by reason on standard error
            --help, --version, --debug

            Exit status: 0 all is well; 1 a file failed, or nothing matched; 2 wrong command line, unreadable list, manifest or
            dump, or not possible on this platform; 130 interrupted.
            """;

    /** What {@code /port} prints. */
    static final String PORT = """
            Old usage                                  New usage
            ---------                                  ---------
            symchk FileName SymbolPath                 symchk FileName /s SymbolPath
            symchk Directory SymbolPath                symchk Directory /s SymbolPath
            symchk /r Directory SymbolPath             symchk /r Directory /s SymbolPath
            symchk /v FileName SymbolPath              symchk /v FileName /s SymbolPath
            """;

    private SymChkHelp() {}
}
