// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The crash table of symbol-store-format 8.5, laid over the calls that a transaction really makes. */
final class CrashRows {
    static final String STAGED = "crash after 1, 2";
    static final String LOCKED = "crash after 3 to 5";
    static final String COMMITTED = "crash after 6";
    static final String PUBLISHING = "crash after k-th publish of 7";
    static final String REMOVING = "crash after 7, or within 8";
    static final String CLOSING = "crash after 8, or within 9";
    static final String RECOVERING = "crash while recovering";

    /** So many kills at random moments ask for every case of the long lists too. */
    private static final int THOROUGH = 100;

    private static final int EVERY = 3;

    private CrashRows() {}

    /** How many writers are killed at random moments: {@code symkit.test.kills}. */
    static int kills() {
        return Integer.getInteger("symkit.test.kills", 20);
    }

    /** Whether every case of the long lists is asked for. */
    static boolean isThorough() {
        return kills() >= THOROUGH;
    }

    /** Those that matter and every third of the others; all from 100 kills on. */
    static <T> List<T> thinned(List<T> all, Predicate<T> matters) {
        List<T> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (isThorough() || i % EVERY == 0 || matters.test(all.get(i))) {
                some.add(all.get(i));
            }
        }
        return some;
    }

    /**
     * A moment to kill a writer at.
     *
     * @param row the row of the table
     * @param kind what the writer does
     * @param n before which call, or before which low-level step
     * @param at that call or step
     */
    record Row(String row, CrashKind kind, int n, String at) {
        /** Whether the transaction must be there after the next command: from its commit on. */
        boolean isCommitted() {
            return !row.equals(STAGED) && !row.equals(LOCKED);
        }

        @Override
        public String toString() {
            return kind + ", " + row + ": before " + at;
        }
    }

    /**
     * A writer that finishes a plan and is killed too.
     *
     * @param first where the writer of the plan was killed
     * @param n before which call the second is killed
     * @param at that call
     */
    record Recovery(Row first, int n, String at) {
        @Override
        public String toString() {
            return first.kind() + ", " + RECOVERING + " from " + first.row() + " (" + first.at() + "): before " + at;
        }
    }

    /** Every call of the recovery from some of the committed rows: nothing published, some, all, some removed. */
    static List<Recovery> recoveries(Path directory, CrashKind kind) throws IOException {
        List<Row> committed = calls(directory.resolve("calls"), kind).stream()
                .filter(Row::isCommitted)
                .filter(row -> !row.row().equals(CLOSING))
                .toList();
        List<Recovery> recoveries = new ArrayList<>();
        for (int i = 0; i < committed.size(); i += Math.max(1, committed.size() / 3)) {
            Row first = committed.get(i);
            List<String> calls = recordRecovery(directory.resolve("first" + i), first);
            int end = calls.indexOf("discardAbandoned");
            for (int n = calls.indexOf("lock") + 1; n <= end; n++) {
                recoveries.add(new Recovery(first, n + 1, calls.get(n)));
            }
        }
        return recoveries;
    }

    private static List<String> recordRecovery(Path directory, Row first) throws IOException {
        CrashScene scene = CrashScene.prepare(directory, first.kind());
        int[] calls = {0};
        CrashStorage.Point end = CrashStorage.before(call -> {
            calls[0]++;
            if (calls[0] >= first.n()) {
                throw new IOException("the end of the first writer");
            }
        });
        try (StoreStorage storage = new CrashStorage(scene.open(), end)) {
            scene.run(storage);
        } catch (IOException e) {
            // as told
        }
        List<String> made = new ArrayList<>();
        try (StoreStorage storage = new CrashStorage(scene.open(), CrashStorage.before(made::add))) {
            scene.recover(storage);
        }
        return made;
    }

    /** Every call that changes the store. */
    static List<Row> calls(Path directory, CrashKind kind) throws IOException {
        List<String> calls = record(directory, kind);
        List<Row> rows = new ArrayList<>();
        String row = STAGED;
        int publishes = 0;
        for (int i = 0; i < calls.size(); i++) {
            String call = calls.get(i);
            if (row.startsWith(PUBLISHING) && !call.startsWith("publish")) {
                row = REMOVING;
            }
            if (row.equals(REMOVING) && (call.startsWith("sync") || call.endsWith(".pending"))) {
                row = CLOSING;
            }
            rows.add(new Row(row, kind, i + 1, call));
            if (call.equals("lock")) {
                row = LOCKED;
            } else if (call.startsWith("claim") && call.endsWith(".pending")) {
                row = COMMITTED;
            } else if (call.startsWith("publish")) {
                publishes++;
                row = PUBLISHING + ", k = " + publishes;
            }
        }
        return rows;
    }

    private static List<String> record(Path directory, CrashKind kind) throws IOException {
        List<String> calls = new ArrayList<>();
        CrashScene scene = CrashScene.prepare(directory, kind);
        try (StoreStorage storage = new CrashStorage(scene.open(), CrashStorage.before(calls::add))) {
            scene.run(storage);
        }
        return calls;
    }

    /** The first of each sort of low-level step in each sort of call: the inside of the storage's operations. */
    static List<Row> insides(Path directory, CrashKind kind) throws IOException {
        Map<String, Row> sorts = new LinkedHashMap<>();
        Recorder recorder = new Recorder(kind, sorts);
        CrashScene scene = CrashScene.prepare(directory, kind);
        try (StoreStorage storage = new CrashStorage(scene.open(recorder), CrashStorage.before(recorder::call))) {
            scene.run(storage);
        }
        return List.copyOf(sorts.values());
    }

    /** Keeps the first step of each sort. Calls come one after the other. */
    private static final class Recorder implements CrashDisk.Step {
        private final CrashKind kind;
        private final Map<String, Row> sorts;
        private String call = "open";
        private String row = STAGED;
        private int steps;

        Recorder(CrashKind kind, Map<String, Row> sorts) {
            this.kind = kind;
            this.sorts = sorts;
        }

        void call(String next) {
            call = next;
        }

        @Override
        public synchronized void before(String step) {
            steps++;
            String sort = call.split(" ", -1)[0] + (call.endsWith(".pending") ? " of the plan" : "") + " "
                    + step.replaceAll("[^ ]+$", "").replaceAll("[0-9]+", "");
            sorts.putIfAbsent(sort, new Row(row, kind, steps, step + " inside " + call));
            if (step.startsWith("link") && step.endsWith(".symstore.lock.excl")) {
                row = LOCKED;
            } else if (step.startsWith("link") && step.endsWith(".pending")) {
                row = "crash after 6 to 9";
            }
        }
    }
}
