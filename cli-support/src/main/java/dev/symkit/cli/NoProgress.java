// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

/** Shows nothing. Immutable. */
record NoProgress() implements Progress {
    @Override
    public void add(long files, long bytes) {}

    @Override
    public void close() {}
}
