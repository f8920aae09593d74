// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A one-tier symbol store of any size, written directly, with the same bytes as if {@code symstore add} had made it.
 *
 * <p>Half of the entries are images, half PDBs, each with its right key; a name has {@value #KEYS_OF_A_NAME} keys. The transactions are
 * builds of {@value #PRODUCTS} products in turn, at equal distances over {@link #DAYS} days from {@link #FIRST} on. Every tenth of them
 * stores pointers. Every tenth entry is in the next transaction too, every hundredth in the next four, so that there are entries with
 * files, with pointers, and with one after the other.
 *
 * @param entries number of key directories
 * @param transactions number of add transactions, none of them deleted
 */
public record GeneratedStore(int entries, int transactions) {
    /** When the first transaction began, local time. */
    public static final LocalDateTime FIRST = LocalDateTime.of(2025, 1, 1, 6, 0);

    /** Over how many days the transactions are spread. */
    public static final int DAYS = 600;

    /** Number of products. */
    public static final int PRODUCTS = 8;

    private static final int KEYS_OF_A_NAME = 20;
    private static final int POINTERS_EVERY = 10;
    private static final int SHARED_EVERY = 10;
    private static final int SHARED_LONG_EVERY = 100;
    private static final int SHARED_LONG = 4;
    private static final long SIZE_OF_IMAGE = 0x42000;
    private static final int STAMP = 0x40000000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/uuuu,HH:mm:ss", Locale.ROOT);

    /** Checks the numbers. */
    public GeneratedStore {
        if (entries < 1 || transactions < 1) {
            throw new IllegalArgumentException(entries + " entries in " + transactions + " transactions");
        }
    }

    /** Writes the store into a directory that is empty or not there. Works with all processors. */
    public void write(Path root) throws IOException {
        write(root, id -> true);
    }

    /** The same with some of the transactions deleted, but that history.txt and lastid.txt know nothing of the deletions. */
    public void write(Path root, IntPredicate live) throws IOException {
        Path admin = Files.createDirectories(root.resolve("000Admin"));
        try {
            IntStream.range(0, names()).parallel().forEach(name -> writeName(root, name, live));
            IntStream.rangeClosed(1, transactions).filter(live).parallel().forEach(id -> writeTransaction(admin, id));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        List<String> lines =
                IntStream.rangeClosed(1, transactions).mapToObj(this::record).toList();
        Files.writeString(admin.resolve("history.txt"), String.join("\r\n", lines));
        Files.writeString(
                admin.resolve("server.txt"),
                IntStream.rangeClosed(1, transactions)
                        .filter(live)
                        .mapToObj(id -> lines.get(id - 1) + "\r\n")
                        .collect(Collectors.joining()));
        Files.writeString(admin.resolve("lastid.txt"), text(transactions));
        Files.write(root.resolve("pingme.txt"), new byte[0]);
    }

    /** Whether a transaction stores pointers. */
    public static boolean storesPointers(int id) {
        return id % POINTERS_EVERY == 0;
    }

    /** The file of an entry, counted from 0; the store has those below {@link #entries}. */
    public byte[] file(int entry) {
        return isImage(entry)
                ? new PeBuilder()
                        .timestamp(STAMP + entry)
                        .sizeOfImage(SIZE_OF_IMAGE)
                        .build()
                : new PdbBuilder().in(MsfBuilder.big(512)).guid(guid(entry)).build();
    }

    /** The name of an entry's file. */
    public String name(int entry) {
        return String.format(Locale.ROOT, "module%05d.%s", entry % names() / 2, isImage(entry) ? "dll" : "pdb");
    }

    private String key(int entry) {
        return isImage(entry)
                ? String.format(Locale.ROOT, "%08X%x", STAMP + entry, SIZE_OF_IMAGE)
                : guid(entry).toString().replace("-", "").toUpperCase(Locale.ROOT) + "1";
    }

    private static UUID guid(int entry) {
        return new UUID(0x9E3779B97F4A7C15L * (entry + 1), 0xBF58476D1CE4E5B9L * (entry + 1));
    }

    private boolean isImage(int entry) {
        return entry % names() % 2 == 0;
    }

    private int names() {
        return Math.max(2, entries / KEYS_OF_A_NAME / 2 * 2);
    }

    private void writeName(Path root, int first, IntPredicate live) {
        try {
            for (int entry = first; entry < entries; entry += names()) {
                List<Integer> ids =
                        transactionsOf(entry).stream().filter(live::test).toList();
                if (ids.isEmpty()) {
                    continue;
                }
                Path directory =
                        Files.createDirectories(root.resolve(name(entry)).resolve(key(entry)));
                if (ids.stream().anyMatch(id -> !storesPointers(id))) {
                    Files.write(directory.resolve(name(entry)), file(entry));
                }
                int last = ids.get(ids.size() - 1);
                if (storesPointers(last)) {
                    Files.writeString(directory.resolve("file.ptr"), source(last, entry));
                }
                Files.writeString(directory.resolve("refs.ptr"), references(entry, ids));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String references(int entry, List<Integer> ids) {
        return ids.stream()
                .map(id -> text(id) + (storesPointers(id) ? ",ptr,\"" : ",file,\"") + source(id, entry)
                        + (isImage(entry) ? "\",bin" : "\",pub") + ",,N,,")
                .collect(Collectors.joining("\r\n"));
    }

    private void writeTransaction(Path admin, int id) {
        StringBuilder text = new StringBuilder();
        entriesOf(id).stream().collect(Collectors.toMap(entry -> source(id, entry), entry -> entry)).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(line -> text.append('"')
                        .append(name(line.getValue()))
                        .append('\\')
                        .append(key(line.getValue()))
                        .append("\",\"")
                        .append(line.getKey())
                        .append("\"\r\n"));
        try {
            Files.write(admin.resolve(text(id)), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String record(int id) {
        LocalDateTime start =
                FIRST.plus(Duration.ofDays(DAYS).multipliedBy(id - 1).dividedBy(transactions));
        return text(id) + ",add," + (storesPointers(id) ? "ptr" : "file") + "," + TIME.format(start) + ",\""
                + product(id) + "\",\"" + version(id) + "\",\"build " + id + "\",";
    }

    private static String product(int id) {
        return "product-" + id % PRODUCTS;
    }

    private static String version(int id) {
        return "1." + id / PRODUCTS / 10 + "." + id / PRODUCTS % 10;
    }

    private String source(int id, int entry) {
        return "/builds/" + product(id) + "/" + version(id) + "/bin" + entry / names() + "/" + name(entry);
    }

    private static String text(int id) {
        return String.format(Locale.ROOT, "%010d", id);
    }

    private List<Integer> transactionsOf(int entry) {
        int first = (int) ((long) entry * transactions / entries) + 1;
        return IntStream.rangeClosed(first, Math.min(transactions, first + more(entry)))
                .boxed()
                .toList();
    }

    private List<Integer> entriesOf(int id) {
        List<Integer> found = new ArrayList<>();
        for (int first = Math.max(1, id - SHARED_LONG); first <= id; first++) {
            int age = id - first;
            IntStream.range(firstEntry(first), firstEntry(first + 1))
                    .filter(entry -> age <= more(entry))
                    .forEach(found::add);
        }
        return found;
    }

    /** The first entry that is new in a transaction. */
    private int firstEntry(int id) {
        return (int) (((long) (id - 1) * entries + transactions - 1) / transactions);
    }

    /** In how many later transactions an entry is. */
    private static int more(int entry) {
        return entry % SHARED_LONG_EVERY == 0 ? SHARED_LONG : entry % SHARED_EVERY == 0 ? 1 : 0;
    }
}
