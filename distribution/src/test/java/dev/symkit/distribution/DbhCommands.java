// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.util.ArrayList;
import java.util.List;

/** Command lines that ask dbh all it can be asked about a file, whatever file it is. */
final class DbhCommands {
    private DbhCommands() {}

    /**
     * All commands that read a file, with words that are in the most files.
     *
     * @param file the file
     * @param name a symbol that it may have
     * @param address an address in its first section of code
     */
    static List<String> all(String file, String name, String address) {
        return List.of(
                "load " + file,
                "info",
                "enummod",
                "omap",
                "obj",
                "src",
                "src --sourcelink",
                "enum",
                "enum -s *a*",
                "name " + name,
                "addr " + address,
                "enumaddr " + address,
                "next",
                "prev",
                "next " + address,
                "index 1",
                "index 20",
                "index 1005",
                "scope " + name,
                "scope " + address,
                "locals " + name,
                "srch",
                "srch tag=a",
                "srch all recurse",
                "srch addr=" + address,
                "type " + name,
                "type -r " + name,
                "etypes",
                "dump",
                "dump -a",
                "uw " + address,
                "line a.c#1",
                "laddr " + address,
                "laddr -i " + address,
                "linenext",
                "lineprev",
                "srclines a.c 1",
                "elines",
                "fii " + file,
                "srvind " + file,
                "getsym " + file + " 1",
                "sup . " + file + " " + file,
                "symopt +4000",
                "enum",
                "name " + name,
                "addr " + address,
                "symopt -4002",
                "symopt +60",
                "base 1`40000000",
                "enum *e*",
                "addr 1`40001010",
                "laddr 1`40001010",
                "unload");
    }

    /** The options that run them. */
    static String[] options(List<String> commands) {
        List<String> options = new ArrayList<>();
        for (String command : commands) {
            options.add("-e");
            options.add(command);
        }
        return options.toArray(String[]::new);
    }
}
