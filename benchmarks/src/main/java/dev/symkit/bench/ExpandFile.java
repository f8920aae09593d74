// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.FileByteSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Prints the content of a compressed file, as {@code cabextract -p} does. Usage: {@code ExpandFile FILE}. */
public final class ExpandFile {
    private ExpandFile() {}

    /** Runs the program. */
    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[0]);
        try (FileByteSource source = FileByteSource.open(path)) {
            CompressedFile file = CompressedFile.open(source, path.getFileName().toString(), Long.MAX_VALUE)
                    .orElseThrow(() -> new IOException(path + " is not compressed"));
            try (InputStream in = file.stream();
                    FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                in.transferTo(out);
            }
        }
    }
}
