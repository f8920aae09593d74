// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;

/** Finds and counts the files of a request, and hands on those that may have to go. Confined to one walk. */
final class Search implements TreeWalk.Visitor {
    private final AgeRequest request;
    private final Inspection inspection;
    private final Tally tally;
    private final AgeListener listener;
    private final Sink sink;
    private final long cutoff;
    private final Set<Path> leftOut = new HashSet<>();

    /** Where the files go. */
    interface Sink {
        /** A directory begins. */
        default void enter(Path directory) throws IOException {}

        /** The directory that began last ends. */
        default void leave() {}

        /** The directory that is about to begin is a managed store that may be changed. */
        default void store(Path store) throws IOException {}

        /** A file that may have to go. */
        void file(AgedFile file) throws IOException;
    }

    Search(AgeRequest request, Inspection inspection, Tally tally, AgeListener listener, Sink sink) {
        this.request = request;
        this.inspection = inspection;
        this.tally = tally;
        this.listener = listener;
        this.sink = sink;
        this.cutoff = request.mode() instanceof AgeRequest.Mode.UnusedSince unused
                ? Inspection.nanos(FileTime.from(unused.cutoff()))
                : Long.MAX_VALUE;
    }

    /** The managed stores that were left out. */
    Set<Path> leftOut() {
        return Set.copyOf(leftOut);
    }

    @Override
    public boolean enter(Path directory, NameList names) throws IOException {
        if (StoreGuard.isManaged(directory, names) && !(request.mode() instanceof AgeRequest.Mode.Measure)) {
            if (!request.rules().managedToo()) {
                leftOut.add(directory);
                tally.failed();
                listener.problem(StoreGuard.refusal(directory));
                return false;
            }
            sink.store(directory);
        }
        sink.enter(directory);
        return true;
    }

    @Override
    public void leave(Path directory) {
        sink.leave();
    }

    @Override
    public void file(Path file, String name, BasicFileAttributes attributes) throws IOException {
        if (!request.files().matches(name) || Markers.isMarker(name)) {
            return;
        }
        tally.count(attributes);
        listener.counted(1, attributes.size());
        if (request.mode() instanceof AgeRequest.Mode.Measure) {
            return;
        }
        AgedFile found = inspection.of(file, name, attributes);
        // (A directory that goes as a whole is judged by all its files.)
        if (found.lastUse() < cutoff || request.rules().wholeKeys()) {
            sink.file(found);
        }
    }

    @Override
    public void other(Path path) {}

    @Override
    public void failed(Path path, IOException problem) {
        tally.failed();
        listener.problem("cannot read " + path + ": " + Deletion.describe(problem));
    }
}
