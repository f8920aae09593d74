// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeImageBuilder;
import dev.symkit.testkit.PortablePdbBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

/** The files that traces name. They have the GUID and age of {@link ProxyBed#KEY}, the image {@code 5A0BC0C6100000}. */
final class TraceFiles {
    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    private static final int LARGE = 1 << 20;

    private TraceFiles() {}

    /** The content of a name. */
    static byte[] named(String name) {
        return switch (name) {
            case "pdb" -> new PdbBuilder().guid(GUID).build();
            case "large" -> new PdbBuilder().guid(GUID).stream(noise()).build();
            case "portable" -> new PortablePdbBuilder().id(GUID, 7).build();
            case "image" ->
                new PeImageBuilder()
                        .section(".rdata", 0x1000, new byte[1000], PeImageBuilder.DATA)
                        .build();
            case "cabinet" -> ProxyBed.cab(named("pdb"));
            case "breakpad" ->
                ascii("MODULE windows x86_64 0F7FCF88442F4B0E9FB51DC4A754D9DE1 Engine.pdb\nPUBLIC 1000 0 main\n");
            case "sign-in" -> ascii("<!DOCTYPE html><title>Sign in</title>");
            case "pointer" -> ascii("PATH:builds\\7\\Engine.pdb");
            case "empty" -> new byte[0];
            default -> throw new IllegalArgumentException("no file is called '" + name + "'");
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] noise() {
        byte[] bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
