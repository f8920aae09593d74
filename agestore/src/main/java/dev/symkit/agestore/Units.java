// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is deleted together or not at all, in path order: single files, or the files of a directory. */
abstract class Units {
    private final FileTable table;

    private Units(FileTable table) {
        this.table = table;
    }

    /** Every file for itself. */
    static Units files(FileTable table) {
        return new Units(table) {
            @Override
            int count() {
                return table.files();
            }

            @Override
            int first(int unit) {
                return unit;
            }

            @Override
            int next(int file) {
                return -1;
            }
        };
    }

    /** The files of each directory together; those of the root, which is no key directory, each for itself. */
    static Units directories(FileTable table) {
        int[] firsts = new int[table.files()];
        int[] next = new int[table.files()];
        int[] last = new int[table.directories()]; // the last file found of a directory
        Arrays.fill(last, -1);
        int count = 0;
        for (int file = 0; file < table.files(); file++) {
            int directory = table.directory(file);
            next[file] = -1;
            if (directory == 0 || last[directory] < 0) {
                firsts[count++] = file;
            } else {
                next[last[directory]] = file;
            }
            last[directory] = file;
        }
        int units = count;
        return new Units(table) {
            @Override
            int count() {
                return units;
            }

            @Override
            int first(int unit) {
                return firsts[unit];
            }

            @Override
            int next(int file) {
                return next[file];
            }
        };
    }

    abstract int count();

    /** The first file of a unit. */
    abstract int first(int unit);

    /** The file after another one in its unit, or -1. */
    abstract int next(int file);

    /** The files of a unit. */
    List<AgedFile> members(int unit) {
        List<AgedFile> members = new ArrayList<>();
        for (int file = first(unit); file >= 0; file = next(file)) {
            members.add(table.get(file));
        }
        return members;
    }

    /** The latest use of a file in it. */
    long lastUse(int unit) {
        long latest = Long.MIN_VALUE;
        for (int file = first(unit); file >= 0; file = next(file)) {
            latest = Math.max(latest, table.lastUse(file));
        }
        return latest;
    }

    /** The units, those first that were not used for longest, in path order where times are equal. */
    IntHeap byLastUse() {
        return IntHeap.upTo(count(), (one, other) -> {
            long first = lastUse(one);
            long second = lastUse(other);
            return first != second ? first < second : one < other;
        });
    }
}
