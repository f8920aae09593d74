// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.DataDirectory;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages a file, each time in another way: fields of the header, the directory (of an MSF file: page numbers and sizes; of an image:
 * what its directories point to), starts of streams, 16-bit values anywhere in them, a cut, random bytes. The same number gives the same
 * mutant.
 */
final class Mutants {
    private static final int SORTS = 6;
    private static final int HEADER = 0x200;
    private static final int STREAM_HEADER = 0x80;
    private static final byte[] MSF_MAGIC = "Microsoft C/C++ MSF 7.00\r\n".getBytes(US_ASCII);
    private static final int[] VALUES = {0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, -1, -4};

    private final byte[] file;
    private final List<Range> directory = new ArrayList<>();
    private final List<Range> starts = new ArrayList<>();
    private final List<Range> contents = new ArrayList<>();

    /** Bytes of the file. */
    private record Range(int from, int size) {}

    Mutants(byte[] file) throws IOException {
        this.file = file;
        if (file.length > MSF_MAGIC.length && Arrays.equals(MSF_MAGIC, Arrays.copyOf(file, MSF_MAGIC.length))) {
            msf(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
        } else if (PeFile.recognise(ByteSource.of("original", file))) {
            image(PeFile.open(ByteSource.of("original", file)));
        }
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

    private void add(List<Range> to, long from, long size) {
        long fits = Math.min(size, file.length - from);
        if (from >= 0 && fits > 0) {
            to.add(new Range((int) from, (int) fits));
        }
    }

    private void msf(ByteBuffer in) {
        int page = in.getInt(32);
        int map = in.getInt(52) * page;
        int pages = (in.getInt(44) + page - 1) / page;
        ByteBuffer flat = ByteBuffer.allocate(pages * page).order(ByteOrder.LITTLE_ENDIAN);
        add(directory, map, pages * 4L);
        for (int i = 0; i < pages; i++) {
            int at = in.getInt(map + 4 * i) * page;
            add(directory, at, Math.min(page, in.getInt(44) - i * page));
            flat.put(file, at, page);
        }
        int streams = flat.getInt(0);
        int next = 4 + 4 * streams;
        for (int i = 0; i < streams; i++) {
            int size = Math.max(0, flat.getInt(4 + 4 * i));
            for (int done = 0; done < size; done += page, next += 4) {
                int at = flat.getInt(next) * page;
                int used = Math.min(page, size - done);
                if (i > 0) {
                    add(contents, at, used);
                }
                if (i > 0 && done == 0) {
                    add(starts, at, Math.min(STREAM_HEADER, used));
                }
            }
        }
        // The first four fixed streams, and what DBI names, are few among many modules.
        for (int i = 0; i < 4 && i < starts.size(); i++) {
            for (int times = 0; times < starts.size() / 8; times++) {
                starts.add(starts.get(i));
            }
        }
    }

    private void image(PeFile pe) {
        add(directory, pe.optionalHeaderPosition(), 0x200);
        for (int i = 0; i < DataDirectory.COUNT; i++) {
            pe.directory(i).filter(found -> !found.isEmpty()).ifPresent(found -> {
                long at = pe.filePosition(found.rva()).orElse(found.rva());
                add(starts, at, Math.min(STREAM_HEADER, found.size()));
                add(contents, at, found.size());
            });
        }
    }

    /** Gives the mutant of a number. */
    byte[] mutant(long number) {
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
