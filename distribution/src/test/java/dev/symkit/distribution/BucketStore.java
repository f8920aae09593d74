// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A managed store in a bucket: what its files say, read without the tools.
 *
 * @param bucket where it is
 * @param prefix what its keys begin with, without a slash at the end
 */
record BucketStore(Bucket bucket, String prefix) {
    private static final Pattern ID = Pattern.compile("Finding ID\\.\\.\\.  ([0-9]{10})\n");
    private static final Pattern ENTRY = Pattern.compile("\"([^\"\\\\]+)\\\\([0-9A-F]+)\",\"([^\"]+)\"\r\n");

    /** What {@code /s} takes. */
    String url() {
        return "s3://" + Bucket.NAME + "/" + prefix;
    }

    /** The key of a file of the administration. */
    String admin(String name) {
        return prefix + "/000Admin/" + name;
    }

    /** The names of all files of the administration. */
    List<String> adminNames() {
        String start = admin("");
        return bucket.keys(start).stream()
                .map(key -> key.substring(start.length()))
                .toList();
    }

    private String text(String name) {
        return new String(bucket.read(admin(name)), StandardCharsets.UTF_8);
    }

    /** Lines of a list, of which each begins with an id; none if there is no list yet. */
    private List<String> ids(String name) {
        return bucket.keys(admin(name)).isEmpty()
                ? List.of()
                : text(name).lines().map(line -> line.substring(0, 10)).toList();
    }

    /** The ids of the transactions that are live. */
    List<String> live() {
        return ids("server.txt");
    }

    /** The ids of all there ever were. */
    List<String> history() {
        return ids("history.txt");
    }

    /** The id that a run of symstore told. */
    static String told(ChildProcess.Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        Matcher match = ID.matcher(result.out());
        assertThat(match.find()).as(result.out() + result.err()).isTrue();
        return match.group(1);
    }

    /** A folder with PDBs, whose keys follow from their names. */
    static Path folder(Path folder, String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : names) {
            byte[] identity = name.getBytes(StandardCharsets.UTF_8);
            byte[] pdb = new PdbBuilder()
                    .guid(UUID.nameUUIDFromBytes(identity)).stream(identity).build();
            Files.write(folder.resolve(name), pdb);
        }
        return folder;
    }

    /**
     * Nothing is left of a writer, ids are contiguous, each file of a live transaction is what was added, and {@code symstore verify} has nothing to say.
     *
     * @param files how many each transaction has
     */
    void assertSound(String when, Packaged tools, int files) throws IOException, InterruptedException {
        assertThat(adminNames())
                .as(when)
                .noneMatch(name -> name.endsWith(".pending") || name.endsWith(".excl") || name.startsWith("tmp-"));
        List<String> history = history();
        assertThat(history).as(when).isEqualTo(ids(history.size()));
        for (String id : live()) {
            List<String> stored = new ArrayList<>();
            Matcher entry = ENTRY.matcher(text(id));
            while (entry.find()) {
                String key = prefix + "/" + entry.group(1) + "/" + entry.group(2) + "/" + entry.group(1);
                assertThat(bucket.read(key))
                        .as(when + ": " + key)
                        .isEqualTo(Files.readAllBytes(Path.of(entry.group(3))));
                stored.add(key);
            }
            assertThat(stored).as(when + ": " + id).hasSize(files);
        }
        ChildProcess.Result verified = tools.run("symstore", "verify", "/s", url());
        assertThat(verified).as(when).isEqualTo(new ChildProcess.Result(0, "SYMSTORE: Number of problems = 0\n", ""));
    }

    private static List<String> ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj("%010d"::formatted).toList();
    }
}
