// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Adds to a store on a share and deletes from it, with the operations of symstore, in this process or in one of its own.
 *
 * @param store the store's name
 * @param directory where the files that are added lie
 */
record SmbWriter(String store, Path directory) {

    /**
     * Prints a line for each transaction. The arguments are port, store, directory, the number of adds, whether all writers add the same
     * files, and after how many adds the oldest one left is deleted.
     */
    public static void main(String[] args) throws IOException {
        System.setProperty("symsrv.smb.port", args[0]);
        SmbWriter writer = new SmbWriter(args[1], Files.createDirectories(Path.of(args[2])));
        boolean same = Boolean.parseBoolean(args[4]);
        Deque<String> live = new ArrayDeque<>();
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            String owner = same ? "same" : args[2];
            AddReport report = writer.add(writer.pdb("a" + i + ".pdb", owner), writer.pdb("b" + i + ".pdb", owner));
            System.out.println("ADD " + report.id() + " " + report.count("stored", "same"));
            live.add(report.id());
            if ((i + 1) % Integer.parseInt(args[5]) == 0) {
                DeleteFiles.Report gone = writer.delete(live.remove());
                System.out.println("DEL " + gone.id() + " " + gone.deleted() + " " + gone.errors());
            }
        }
    }

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
