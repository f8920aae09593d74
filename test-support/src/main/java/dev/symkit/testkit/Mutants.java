// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages a file, each time in another way: fields of the header, the directory, starts of the parts that it leads to, 16-bit values
 * anywhere in them, a cut, random bytes. The same number gives the same mutant. Confined to one thread.
 */
public final class Mutants {
    private static final int SORTS = 6;
    private static final int HEADER = 0x200;
    private static final int STREAM_HEADER = 0x80;
    private static final int[] VALUES = {0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, -1, -4};

    private final byte[] file;
    private final List<Range> directory = new ArrayList<>();
    private final List<Range> starts = new ArrayList<>();
    private final List<Range> contents = new ArrayList<>();
    private boolean complete;

    /** Bytes of the file. */
    private record Range(int from, int size) {}

    /** A file of which nothing is known yet; without parts its first 4 KiB count as starts. */
    public Mutants(byte[] file) {
        this.file = file.clone();
    }

    /** Adds a part that leads to others: offsets, sizes, numbers of pages. What lies outside of the file is left out. */
    public Mutants directory(long from, long size) {
        return add(directory, from, size);
    }

    /** Adds the start of something: its header. */
    public Mutants start(long from, long size) {
        return add(starts, from, Math.min(STREAM_HEADER, size));
    }

    /** Adds a part whose numbers are changed here and there. */
    public Mutants content(long from, long size) {
        return add(contents, from, size);
    }

    /** Makes the first starts that were added as likely to be hit as all others together. */
    public Mutants preferFirst(int count) {
        int times = starts.size() / 8;
        List<Range> first = List.copyOf(starts.subList(0, Math.min(count, starts.size())));
        for (int i = 0; i < times; i++) {
            starts.addAll(first);
        }
        return this;
    }

    private Mutants add(List<Range> to, long from, long size) {
        long fits = Math.min(size, file.length - from);
        if (from >= 0 && fits > 0) {
            to.add(new Range((int) from, (int) fits));
        }
        return this;
    }

    private void complete() {
        for (int at = 0; directory.isEmpty() && at < Math.min(file.length, 0x1000); at += HEADER) {
            add(starts, at, HEADER);
        }
        add(directory.isEmpty() ? directory : contents, 0, file.length);
        if (starts.isEmpty()) {
            add(starts, 0, file.length);
        }
        if (contents.isEmpty()) {
            add(contents, 0, file.length);
        }
    }

    /** Gives the mutant of a number. */
    public byte[] mutant(long number) {
        if (!complete) {
            complete();
            complete = true;
        }
        SplittableRandom random = new SplittableRandom(file.length * 1_000_003L + number);
        int sort = (int) (number % SORTS);
        if (sort == 0) {
            return fields(List.of(new Range(0, Math.min(HEADER, file.length))), random);
        } else if (sort == 1) {
            return fields(directory, random);
        } else if (sort == 2) {
            return fields(starts, random);
        } else if (sort == 3) {
            return words(random);
        } else if (sort == 4) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
        byte[] mutant = file.clone();
        for (int left = 1 + random.nextInt(64); left > 0; left--) {
            mutant[random.nextInt(file.length)] = (byte) random.nextInt(256);
        }
        return mutant;
    }

    /** Replaces 1 to 4 numbers of 32 or 16 bits, at even places, by others near them or known to be troublesome. */
    private byte[] fields(List<Range> where, SplittableRandom random) {
        byte[] mutant = file.clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            Range range = where.get(random.nextInt(where.size()));
            int size = random.nextBoolean() ? 4 : 2;
            int at = range.from() + (random.nextInt(range.size()) & -2);
            if (at + size <= mutant.length) {
                put(mutant, at, size, random);
            }
        }
        return mutant;
    }

    private byte[] words(SplittableRandom random) {
        byte[] mutant = file.clone();
        for (int left = 1 + random.nextInt(16); left > 0; left--) {
            Range range = contents.get(random.nextInt(contents.size()));
            int at = range.from() + (random.nextInt(range.size()) & -2);
            if (at + 2 <= mutant.length) {
                put(mutant, at, 2, random);
            }
        }
        return mutant;
    }

    private static void put(byte[] mutant, int at, int size, SplittableRandom random) {
        int old = 0;
        for (int i = size - 1; i >= 0; i--) {
            old = (old << 8) | (mutant[at + i] & 0xFF);
        }
        int value = switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> old + random.nextInt(-8, 9);
            case 2 -> old ^ (1 << random.nextInt(8 * size));
            default -> VALUES[random.nextInt(VALUES.length)];
        };
        for (int i = 0; i < size; i++) {
            mutant[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
