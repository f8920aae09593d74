// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.symchk.facts.Candidate;
import dev.symkit.symchk.facts.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file.
 *
 * @param place where it is
 * @param path for people
 * @param named whether the user named it
 * @param searched whether it is checked for its own sake
 */
public record FileItem(Path place, String path, boolean named, boolean searched) implements Item {
    /** A file that a user named, or that a directory or mask led to. */
    public static FileItem of(Path place, boolean named) {
        return new FileItem(place, place.toString(), named, true);
    }

    @Override
    public Candidate read() throws IOException {
        if (!Files.isRegularFile(place)) {
            if (!Files.exists(place)) {
                throw new NoSuchFileException(place.toString());
            }
            return new Candidate.Other("not a PE image", true); // a pipe would never end
        }
        try (ByteSource source = FileByteSource.open(place)) {
            return ImageReader.read(source);
        }
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(place);
    }
}
