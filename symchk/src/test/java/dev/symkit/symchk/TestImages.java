// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk;

import dev.symkit.symchk.search.SearchRequest;
import dev.symkit.symchk.search.SymbolPlaces;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Small images and PDBs, and places to look for them. */
public final class TestImages {
    /** Identity of the PDB that the images name. */
    public static final UUID GUID = UUID.fromString("5dad4445-5a83-417d-bdb6-be0655ee650d");

    private TestImages() {}

    /** An image that names {@code app.pdb} of age 1. */
    public static byte[] image() {
        return image("c:\\build\\app.pdb");
    }

    /** An image that names a PDB of age 1. */
    public static byte[] image(String pdb) {
        return new PeBuilder().rsds(GUID, 1, pdb).build();
    }

    /** A PDB with private symbols. */
    public static byte[] privatePdb() {
        return new PdbBuilder().guid(GUID).dbiAge(1).module("a.obj", 0, 100).build();
    }

    /** A PDB without. */
    public static byte[] publicPdb() {
        return new PdbBuilder().guid(GUID).dbiAge(1).dbiFlags(2).build();
    }

    /** Writes a file, with its directories. */
    public static Path write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** What a path leads to; warnings are dropped. */
    public static SymbolPlaces places(Path workingDirectory, String path) throws Exception {
        return places(workingDirectory, new SearchRequest(path, false, false, false), Map.of());
    }

    /** What a path with letters leads to. */
    public static SymbolPlaces places(Path workingDirectory, SearchRequest request, Map<String, String> environment)
            throws Exception {
        return new Search(request, 2, Optional.empty(), OptionalInt.empty(), false, false)
                .open(machine(workingDirectory, environment), warning -> {});
    }

    /** This machine, with the home of the user below a directory. */
    public static Search.Surroundings machine(Path workingDirectory, Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        properties.put("user.home", workingDirectory.resolve("home").toString());
        return new Search.Surroundings(environment, properties, workingDirectory, Clock.systemUTC());
    }
}
