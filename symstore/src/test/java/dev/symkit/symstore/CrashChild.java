// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.StoreStorage;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.Selection;
import dev.symkit.symstore.transactions.DeleteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the child processes of the crash and concurrency tests do. */
final class CrashChild {
    private CrashChild() {}

    /**
     * {@code stop <directory> <kind> run|run-on|run-steps|recover <n>}: one step of a {@link CrashScene}, held before
     * the n-th call that changes the store ({@code run-on}: and before every later one), or before the n-th low-level step, until a
     * byte comes in;
     * {@code work <store> <directory> <adds> <same> <every>}: so many adds of two files, and after every so many a del of the oldest.
     */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("stop")) {
            stop(
                    CrashScene.in(Path.of(args[1]), CrashKind.valueOf(args[2])),
                    args[3],
                    new StopPoint(Integer.parseInt(args[4]), args[3].equals("run-on")));
            say("FINISHED");
        } else {
            work(
                    CrashScene.target(Path.of(args[1])),
                    Path.of(args[2]),
                    Integer.parseInt(args[3]),
                    Boolean.parseBoolean(args[4]),
                    Integer.parseInt(args[5]));
            say("FINISHED");
        }
    }

    private static void stop(CrashScene scene, String what, StopPoint point) throws IOException {
        try (StoreStorage storage = what.endsWith("-steps")
                ? scene.open(point::reach)
                : new CrashStorage(scene.open(), CrashStorage.before(point::reach))) {
            if (what.startsWith("run")) {
                scene.run(storage);
            } else {
                scene.recover(storage);
            }
        } catch (IOException e) {
            say("FAILED " + e.getMessage());
        }
    }

    private static void work(StoreTarget target, Path directory, int adds, boolean same, int every) throws IOException {
        Files.createDirectories(directory);
        Deque<String> live = new ArrayDeque<>();
        say("START");
        for (int i = 0; i < adds; i++) {
            List<String> files = new ArrayList<>();
            for (String name : List.of("a" + i + ".pdb", "b" + i + ".pdb")) {
                Path file = directory.resolve(name);
                CrashScene.pdb(file, same ? name : directory + name, same ? name : directory + name);
                files.add(file.toString());
            }
            Selection selection = new Selection(files, List.of(), false);
            AddReport report = new AddFiles().run(TestStore.request(target, selection, "p"), new AddFiles.Listener() {
                @Override
                public void committed(String id) {
                    say("COMMIT " + id);
                }
            });
            say("ADD " + report.id() + " " + report.count("stored", "same"));
            live.add(report.id());
            if ((i + 1) % every == 0) {
                DeleteFiles.Report gone = new DeleteFiles()
                        .run(new DeleteFiles.Request(target, live.remove(), false), new DeleteFiles.Listener() {
                            @Override
                            public void committed(String id) {
                                say("COMMIT " + id);
                            }
                        });
                say("DEL " + gone.id() + " " + gone.deleted() + " " + gone.errors());
            }
        }
    }

    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Holds the n-th who comes, or all from the n-th on, until there is a byte on standard input. */
    static final class StopPoint {
        private final int n;
        private final boolean later;
        private int calls;

        StopPoint(int n, boolean later) {
            this.n = n;
            this.later = later;
        }

        synchronized void reach(String place) throws IOException {
            calls++;
            if (calls == n || (later && calls > n)) {
                say("STOPPED at " + place + " .");
                int next = System.in.read();
                if (next < 0) {
                    throw new IOException("nobody is there to let this process go on");
                }
            }
        }
    }
}
