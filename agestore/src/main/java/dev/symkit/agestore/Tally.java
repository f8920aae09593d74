// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.nio.file.attribute.BasicFileAttributes;

/** Counts. Confined to one run. */
final class Tally {
    private static final int ENOUGH = 50;
    private static final double NEARLY_ALL = 0.95;

    private long files;
    private long bytes;
    private long neverRead;
    private long deleted;
    private long freed;
    private long listed;
    private long listedBytes;
    private long failed;

    void count(BasicFileAttributes attributes) {
        files++;
        bytes += attributes.size();
        if (attributes.lastAccessTime().compareTo(attributes.lastModifiedTime()) <= 0) {
            neverRead++;
        }
    }

    void deleted(long size) {
        deleted++;
        freed += size;
    }

    /** A file that was counted is not there any more, and that is not this run's doing. */
    void gone(long size) {
        files--;
        bytes -= size;
    }

    void listed(long size) {
        listed++;
        listedBytes += size;
    }

    void failed() {
        failed++;
    }

    boolean deletedSome() {
        return deleted > 0;
    }

    long bytes() {
        return bytes;
    }

    AgeReport report() {
        boolean unkept = files >= ENOUGH && neverRead > NEARLY_ALL * files;
        return new AgeReport(files, bytes, deleted, freed, listed, listedBytes, failed, unkept);
    }
}
