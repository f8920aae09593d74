// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.symproxy.bucket.Bucket;
import dev.symkit.symproxy.bucket.BucketListener;
import dev.symkit.symproxy.bucket.Buckets;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.UpstreamKeys;
import dev.symkit.symproxy.fill.Upstream;
import dev.symkit.symproxy.fill.UpstreamState;
import dev.symkit.symproxy.fill.Upstreams;
import dev.symkit.symproxy.server.DirectoryParts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether upstreams and buckets answer and directories can be written to. All are asked at the same time; one that does not answer within twice its
 * times for connection and response, or on disk within {@link #DISK}, or in a
 * bucket within {@link #BUCKET}, has failed.
 */
public final class OnlineCheck {
    /** How long a directory may take. */
    static final Duration DISK = Duration.ofSeconds(30);

    /** How long a bucket may take. */
    static final Duration BUCKET = Duration.ofSeconds(60);

    private final UpkeepSetup setup;

    /**
     * What was found out.
     *
     * @param subject {@code upstream NAME}, {@code directory NAME} or {@code storage NAME}
     * @param good whether it is as it should be
     * @param text in words, secrets masked
     */
    public record Finding(String subject, boolean good, String text) {}

    private record Question(String subject, Duration limit, Callable<Finding> answer) {}

    /** A check. */
    public OnlineCheck(UpkeepSetup setup) {
        this.setup = setup;
    }

    /**
     * Asks all, upstreams first, in the order of the configuration.
     *
     * @throws IOException if the HTTP side of an upstream cannot be set up
     */
    public List<Finding> run() throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "check");
            thread.setDaemon(true); // what hangs does not keep the process
            return thread;
        });
        try (Upstreams upstreams = Upstreams.open(setup.configuration(), setup.environment());
                Buckets buckets = Buckets.of(setup.configuration(), BucketListener.NONE)) {
            List<Question> questions = new ArrayList<>();
            for (Upstream each : upstreams.all()) {
                Optional<ConfigSection> named = setup.configuration().upstream(each.name());
                if (named.isEmpty()) {
                    continue; // the bucket, which is asked for each directory
                }
                ConfigSection section = named.get();
                String subject = "upstream " + each.name();
                questions.add(new Question(subject, limit(section), () -> ask(subject, each, over)));
            }
            for (DirectoryParts each : setup.directories()) {
                String subject = ("directory " + each.name()).strip();
                questions.add(new Question(subject, DISK, () -> write(subject, each)));
                String behind = ("storage " + each.name()).strip();
                buckets.of(each.name())
                        .ifPresent(bucket -> questions.add(new Question(behind, BUCKET, () -> ask(behind, bucket))));
            }
            Map<Question, Future<Finding>> answers = new LinkedHashMap<>();
            questions.forEach(each -> answers.put(each, threads.submit(each.answer())));
            long since = System.nanoTime();
            List<Finding> findings = new ArrayList<>();
            for (Map.Entry<Question, Future<Finding>> each : answers.entrySet()) {
                findings.add(await(each.getKey(), each.getValue(), since));
            }
            return findings;
        } finally {
            over.set(true);
            threads.shutdown();
        }
    }

    private static Duration limit(ConfigSection upstream) {
        return upstream.get(UpstreamKeys.CONNECT_TIMEOUT)
                .plus(upstream.get(UpstreamKeys.RESPONSE_TIMEOUT))
                .multipliedBy(2);
    }

    private static Finding await(Question question, Future<Finding> answer, long since) throws IOException {
        long left = question.limit().toNanos() - (System.nanoTime() - since);
        try {
            return answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String text = "no answer within " + question.limit().toMillis() + " ms";
            return new Finding(question.subject(), false, text);
        } catch (ExecutionException e) {
            throw new IOException(question.subject() + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException(question.subject());
        }
    }

    private Finding ask(String subject, Upstream upstream, AtomicBoolean over) {
        try {
            UpstreamState state = UpstreamState.of(upstream, setup.temporary(), setup.shares(), over::get);
            String told = state.usable()
                    ? state.reason() + ", " + state.layout() + ", a miss takes "
                            + state.miss().toMillis() + " ms"
                    : state.reason();
            return new Finding(subject, state.usable(), upstream.shown() + ": " + told);
        } catch (IOException e) {
            return new Finding(subject, false, upstream.shown() + ": cannot be asked");
        }
    }

    private static Finding ask(String subject, Bucket bucket) {
        try {
            return new Finding(subject, true, BucketCheck.run(bucket));
        } catch (IOException e) {
            return new Finding(subject, false, String.valueOf(e.getMessage()));
        }
    }

    private static Finding write(String subject, DirectoryParts directory) {
        try {
            return new Finding(subject, true, WriteTest.run(directory));
        } catch (IOException e) {
            return new Finding(subject, false, "cannot write to " + e.getMessage());
        }
    }
}
