// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.command.Pdbutil;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of lines that {@code llvm-pdbutil dump -l} prints, as {@code section:offset file:line}; offset in hexadecimal. */
final class PdbutilLines {
    private static final Pattern BLOCK =
            Pattern.compile("  ([0-9A-F]{4}):[0-9A-F]{8}-[0-9A-F]{8}, line/addr entries .*");
    private static final Pattern ROW = Pattern.compile("(\\d+) ([0-9A-F]{8})");
    private static final Pattern FILE = Pattern.compile("(\\S.*) \\((?:no checksum|\\S+: [0-9A-F]*)\\)");
    private static final int HEX = 16;

    private String file = "";
    private int section;
    private final Set<String> wanted;
    private final Set<String> found = new HashSet<>();

    private PdbutilLines(Set<String> wanted) {
        this.wanted = wanted;
    }

    /** Those of some rows that a PDB has. */
    static Set<String> found(Path pdb, Set<String> rows) throws IOException, InterruptedException {
        PdbutilLines lines = new PdbutilLines(rows);
        Pdbutil.dump(Programs.assumeLlvm("llvm-pdbutil"), "-l", pdb, lines::take);
        return lines.found;
    }

    /** A row as the set has it. */
    static String row(int section, long offset, String place) {
        return section + ":" + Long.toHexString(offset) + " " + place;
    }

    private void take(String line) {
        Matcher block = BLOCK.matcher(line);
        Matcher source = FILE.matcher(line);
        if (block.matches()) {
            section = Integer.parseInt(block.group(1), HEX);
        } else if (source.matches()) {
            file = source.group(1);
        } else if (line.startsWith("  ")) {
            Matcher row = ROW.matcher(line);
            while (row.find()) {
                String text = row(section, Long.parseLong(row.group(2), HEX), file + ":" + row.group(1));
                if (wanted.contains(text)) {
                    found.add(text);
                }
            }
        }
    }
}
