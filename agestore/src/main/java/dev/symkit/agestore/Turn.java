// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import dev.symkit.agestore.AgeListener.Event;
import dev.symkit.agestore.AgeListener.Status;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What happens to files whose turn it is to go. Confined to one run. */
final class Turn {
    private final boolean listOnly;
    private final Deletion deletion;
    private final StoreGuard guard;
    private final Tally tally;
    private final AgeListener listener;

    Turn(boolean listOnly, Deletion deletion, StoreGuard guard, Tally tally, AgeListener listener) {
        this.listOnly = listOnly;
        this.deletion = deletion;
        this.guard = guard;
        this.tally = tally;
        this.listener = listener;
    }

    /** Deletes or lists files, all or none of them; what fails in the middle stays. Gives back the bytes that are gone by that. */
    long take(List<AgedFile> files) throws IOException {
        if (!files.stream().allMatch(AgedFile::isFree)) {
            for (AgedFile file : files) {
                if (!file.isFree()) {
                    tell(file, Status.SKIPPED, file.hold().text());
                }
            }
            return 0;
        }
        return listOnly ? list(files) : delete(files);
    }

    private long list(List<AgedFile> files) throws IOException {
        long bytes = 0;
        for (AgedFile file : files) {
            tally.listed(file.bytes());
            bytes += file.bytes();
            tell(file, Status.LISTED, "");
        }
        return bytes;
    }

    private long delete(List<AgedFile> files) throws IOException {
        guard.check();
        long bytes = 0;
        boolean same = true;
        for (AgedFile file : files) {
            String objection = objection(file);
            same &= objection.isEmpty();
            if (objection.equals(Deletion.GONE)) {
                tally.gone(file.bytes());
                bytes += file.bytes();
            }
        }
        if (!same) {
            return bytes;
        }
        for (AgedFile file : files) {
            try {
                deletion.delete(file);
            } catch (IOException e) {
                failed(file, e);
                continue;
            }
            tally.deleted(file.bytes());
            bytes += file.bytes();
            tell(file, Status.DELETED, "");
        }
        return bytes;
    }

    /** Why a file must not be deleted now, or empty; it is told. */
    private String objection(AgedFile file) throws IOException {
        try {
            String objection = deletion.objection(file);
            if (!objection.isEmpty()) {
                tell(file, Status.SKIPPED, objection);
            }
            return objection;
        } catch (IOException e) {
            failed(file, e);
            return Deletion.describe(e);
        }
    }

    private void failed(AgedFile file, IOException problem) throws IOException {
        tally.failed();
        tell(file, Status.FAILED, Deletion.describe(problem));
    }

    private void tell(AgedFile file, Status status, String reason) throws IOException {
        Instant lastUse = Instant.EPOCH.plus(file.lastUse(), ChronoUnit.NANOS);
        listener.file(new Event(file.path(), file.bytes(), lastUse, status, reason));
    }
}
