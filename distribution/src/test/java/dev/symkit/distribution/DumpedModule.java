// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;

/**
 * A module of a dump of the corpus, as the list beside the dump has it.
 *
 * @param name file name
 * @param index of the image
 * @param pdb file name of the PDB
 * @param pdbIndex of the PDB: GUID and age
 */
record DumpedModule(String name, String index, String pdb, String pdbIndex) {
    private static final int STAMP = 8;
    private static final int GUID = 32;

    /** Those of a dump, in its order. */
    static List<DumpedModule> of(Corpus corpus, String dump) throws IOException {
        return Files.readAllLines(corpus.file(dump + ".modules.tsv"), UTF_8).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(fields -> new DumpedModule(last(fields[0]), fields[1], last(fields[2]), fields[3]))
                .toList();
    }

    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
    }

    /** Where a store has the PDB. */
    String pdbPath() {
        return pdb + "/" + pdbIndex + "/" + pdb;
    }

    /** Where a store has the image. */
    String imagePath() {
        return name + "/" + index + "/" + name;
    }

    /** A PDB with this identity. */
    byte[] pdbFile() {
        long age = Long.parseLong(pdbIndex.substring(GUID), 16);
        return new PdbBuilder().guid(guid()).infoAge(age).dbiAge(age).build();
    }

    /** An image with this identity that names the PDB. */
    byte[] imageFile() {
        return new PeBuilder()
                .timestamp(Long.parseLong(index.substring(0, STAMP), 16))
                .sizeOfImage(Long.parseLong(index.substring(STAMP), 16))
                .rsds(guid(), Long.parseLong(pdbIndex.substring(GUID), 16), pdb)
                .build();
    }

    private UUID guid() {
        String text = pdbIndex.substring(0, GUID).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        return UUID.fromString(text);
    }
}
