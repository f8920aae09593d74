// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.tx.AddOptions;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.KeyRules;
import dev.symkit.symstore.files.SelectedFiles;
import dev.symkit.symstore.files.Selection;
import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Adds to a store in a bucket and deletes from it, with the operations of symstore.
 *
 * @param store the store's name
 * @param directory where the files that are added lie
 */
record S3Writer(String store, Path directory) {
    StoreTarget target() {
        return new StoreTarget(store, directory, 2, Duration.ofMinutes(5), true, Clock.systemUTC(), () -> false);
    }

    /** A PDB whose key follows from its name and {@code owner}. */
    Path pdb(String name, String owner) throws IOException {
        byte[] identity = (name + owner).getBytes(StandardCharsets.UTF_8);
        return Files.write(
                directory.resolve(name),
                new PdbBuilder()
                        .guid(UUID.nameUUIDFromBytes(identity)).stream(identity).build());
    }

    AddReport add(Path... files) throws IOException {
        return add(new AddFiles.Listener() {}, files);
    }

    AddReport add(AddFiles.Listener listener, Path... files) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : files) {
            names.add(file.toString());
        }
        SelectedFiles selected = new SelectedFiles(
                new Selection(names, List.of(), false), KeyRules.PLAIN, UnaryOperator.identity(), true, directory);
        return new AddFiles()
                .run(
                        new AddFiles.Request(
                                target(), selected, "p", "", "", AddOptions.PLAIN, false, Optional.empty()),
                        listener);
    }

    DeleteFiles.Report delete(String id) throws IOException {
        return new DeleteFiles().run(new DeleteFiles.Request(target(), id, false), new DeleteFiles.Listener() {});
    }
}
