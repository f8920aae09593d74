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

            FileNames    files, directories (all files in them) and masks with * and ?; several are allowed
            /if          FileNames follow (the default)    /it File  a list of them, one on each line
            /id File     the modules of a crash dump       /ih File  the images in a hotfix (EXE, CAB, MSU)
            /ie Name     those of running programs         /ip Pid   those of a process; * is every one
            /im File     fetch what a manifest names       /om File  write a manifest instead of checking
            /r           also in all directories below (FileNames, /it)
            /v           a block for each image on standard error; /vv shows HTTP requests too
            /q           quiet: only what /o? names is printed
            /av          verify that symbols exist and match (the default)

            Symbol path: /s[mods] SymbolPath, without it _NT_SYMBOL_PATH, else Microsoft's public store.
            Directories and stores, with ';' between them: "D:\\sym;srv*D:\\cache*https://symbols.example.com".
            The directory of a file is searched only if it is named: /s Directory.
              e  every element on its own      u  ask servers although a cache has the file
              p  private PDBs only (e and u)   s  public PDBs only (e and u)
              r  directories with all that is below them

            Output; letters may share one /o: /oie
            /oe          files that fail (default)         /op  files that pass
            /oi          files that are ignored            /od  all three: /oe /op /oi
            /ot          totals (default)                  /ov  with the versions of the binaries
            /ob          full paths of binaries            /os  full paths of symbols
            /oc Dir      copy symbols that match to a tree below Dir: Dir/EXTENSION/NAME
            /ocx Dir     the same with the binaries that pass; /ocxa Dir: with those that fail too
            /ol File     list of binaries and symbols that pass, comma separated

            Rules for DBG data: /ds split from the image (default), /de inside the image, /dn none
            Rules for PDBs: /pa any (default), /pf full private PDB, /ps stripped, /pt stripped with types
              (some documentation says /pf is the default and checks nothing; that is not what the tool does)
            /fm Module   dumps and processes: this module only
            /cs          do not require debug data         /cc  hotfix: do not look for symbols inside
            /cn          processes: do not suspend (they never are)
            /ea File     list of files not to look at      /ee File   list of files whose errors are not told nor counted
            /port        print how the old syntax maps to this one

            --jobs N             files at the same time (8; 16 for /im)
            --json[=FILE]        one JSON object for each file, then a summary
            --timeout S          seconds a server may be silent (30)
            --retries N          how often a request is repeated (2)
            --no-network         HTTP stores are as good as absent
            --manifest-images    /om of files: lines of the images too
            --images             /id: fetch the images too (/im fetches all that the manifest names)
            --fail-on=any|missing|none   what makes the exit status 1
            --signature          Authenticode state of each binary (standard error, JSON)
            --checksum           state of the PE checksum (standard error, JSON)
            --progress           progress bar on a terminal also with /v or /q
            --summary-by=reason  counts by reason on standard error
            --help, --version, --debug

            Examples
              check a folder and its PDBs    symchk build -s build -op
              fetch symbols into a cache     symchk app.exe -s "srv*cache*https://symbols.example.com"
              write down what is needed      symchk -r build -om need.txt
              fetch that elsewhere           symchk -im need.txt -s "srv*sym*https://symbols.example.com"

            An option that changes nothing beside the others is told on standard error and left out.

            Exit status: 0 all is well; 1 a file failed, or nothing matched; 2 wrong command line, unreadable list, manifest or
            dump, or not possible on this platform; 130 interrupted.
            """;

    /**
     * What {@code /port} prints. Of the old syntax nothing is documented but that the symbol path stood without {@code /s}; that {@code /v}
     * lists files is what Microsoft's page says and its tool no longer does (symchk.md 5.2).
     */
    static final String PORT = """
            Old usage                                  New usage
            ---------                                  ---------
            symchk FileName SymbolPath                 symchk FileName /s SymbolPath
            symchk Mask SymbolPath                     symchk Mask /s SymbolPath
            symchk Directory SymbolPath                symchk Directory /s SymbolPath
            symchk FileName Path1;Path2                symchk FileName /s "Path1;Path2"
            symchk /r Directory SymbolPath             symchk /r Directory /s SymbolPath
            symchk /r Directory\\Mask SymbolPath        symchk /r Directory\\Mask /s SymbolPath
            symchk /v FileName SymbolPath              symchk /v FileName /s SymbolPath
            symchk /v FileName SymbolPath, for the     symchk /od FileName /s SymbolPath
              list of all files and what became of them

            The symbol path stands behind /s. A name without /s is a file to check, also the second one.
            Without /s the path is _NT_SYMBOL_PATH, else Microsoft's public store.
            Options and names stand in any order. /v alone lists no file that passes or is ignored: /op, /oi or /od do.
            """;

    private SymChkHelp() {}
}
