// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.testkit.BigData;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The images of the corpus that are not damaged, and those of {@link BigData}. */
final class OracleImages {
    private OracleImages() {}

    static List<Path> all() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        List<Path> images = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            boolean image = row.kind().startsWith("PE32");
            if (image && !row.path().contains("malformed") && !row.path().endsWith(".bin")) {
                images.add(corpus.file(row.path()));
            }
        }
        for (Path file : BigData.files(".exe", ".dll", ".node")) {
            if (isImage(file)) {
                images.add(file); // and not one of another system
            }
        }
        return images;
    }

    private static boolean isImage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 'M' && in.read() == 'Z';
        }
    }
}
