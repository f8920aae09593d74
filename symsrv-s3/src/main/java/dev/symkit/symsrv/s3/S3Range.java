// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

/** Part of an object that is being fetched, and how much of it is there. Written by one thread, read by any. */
final class S3Range {
    private final long end;
    private volatile long at;

    /** A range of bytes, the end not included, of which nothing is there. */
    S3Range(long start, long end) {
        this.end = end;
        this.at = start;
    }

    /** The first byte that is missing. */
    long at() {
        return at;
    }

    /** The byte behind the last one. */
    long end() {
        return end;
    }

    boolean isDone() {
        return at >= end;
    }

    /** Notes that some bytes more are there. */
    void advance(long count) {
        long next = at + count;
        at = next; // only one thread writes
    }

    /** The missing bytes, as a request asks for them. */
    String header() {
        return "bytes=" + at + "-" + (end - 1);
    }
}
