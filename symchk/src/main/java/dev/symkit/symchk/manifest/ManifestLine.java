// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.manifest;

import dev.symkit.store.key.PdbReference;
import dev.symkit.symchk.facts.ImageFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of a manifest: {@code <file name>,<index>,<n>} (symchk.md 7.1).
 *
 * @param name file name
 * @param index index string
 */
public record ManifestLine(String name, String index) {
    private static final Pattern INDEX = Pattern.compile("[0-9A-Fa-f]{1,80}");
    private static final int STAMP = 8;

    /**
     * The lines of an image: that of its PDB, and if wanted that of the image.
     *
     * @param name file name of the image
     */
    public static List<ManifestLine> of(String name, ImageFacts facts, boolean withImage) {
        List<ManifestLine> lines = new ArrayList<>();
        facts.pdb().map(ManifestLine::of).ifPresent(lines::add);
        if (withImage) {
            lines.add(new ManifestLine(name, facts.imageIndex()));
        }
        return lines;
    }

    private static ManifestLine of(PdbReference pdb) {
        return new ManifestLine(pdb.name(), pdb.index());
    }

    /** The line a text means; empty if it is malformed. Further fields do not count. */
    public static Optional<ManifestLine> parse(String text) {
        String[] fields = text.split(",", -1);
        if (fields.length < 2) {
            return Optional.empty();
        }
        String name = fields[0].strip();
        String index = fields[1].strip();
        return name.isEmpty() || !INDEX.matcher(index).matches()
                ? Optional.empty()
                : Optional.of(new ManifestLine(name, index));
    }

    /** The text of the line. The third field is 1, as in nearly all real lines. */
    public String text() {
        return name + "," + index + ",1";
    }

    /** What makes lines equal. */
    String folded() {
        return (name + "," + index).toLowerCase(Locale.ROOT);
    }

    /** What kind of file a line names. */
    public enum Kind {
        /** A program file. */
        IMAGE,
        /** A PDB. */
        PDB,
        /** A DBG file, whose index has the form of that of an image. */
        DBG
    }

    /** What kind of file it names, by its extension and the length of its index. */
    public Kind kind() {
        String folded = name.toLowerCase(Locale.ROOT);
        if (folded.endsWith(".dbg")) {
            return Kind.DBG;
        }
        return index.length() <= 2 * STAMP && !folded.endsWith(".pdb") ? Kind.IMAGE : Kind.PDB;
    }

    /**
     * The index strings to try: the given one, and for an image whose timestamp may have lost one or two leading zeros, as SymChk of
     * Microsoft writes it, the padded ones (symchk.md 7.3).
     */
    List<String> indexes() {
        List<String> all = new ArrayList<>(List.of(index));
        if (kind() != Kind.PDB && index.length() > STAMP - 2) {
            all.add("0" + index);
            all.add("00" + index);
        }
        return all;
    }
}
