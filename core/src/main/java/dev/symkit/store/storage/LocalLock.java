// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a store on a file system (symbol-store-format 8.3): a mutex among the threads of this process, then a file
 * lock among the processes of this machine, then the file {@code 000Admin/.symstore.lock.excl}, which also keeps other
 * hosts out and is renewed every 10 s while it is held.
 */
final class LocalLock implements StoreLock {
    static final String CLAIM = ".symstore.lock.excl";
    private static final String HELPER = ".symstore.lock";
    private static final long HELPER_BYTE = 1L << 62;
    private static final Duration STALE = Duration.ofMinutes(2);
    private static final Duration RENEW = Duration.ofSeconds(10);
    private static final long FIRST_POLL_MILLIS = 5;
    private static final long POLL_MILLIS = 250;

    private final Path admin;
    private final LocalStorage storage;
    private final LockText mine;
    private final Semaphore mutex;
    private final LocalMachine.Time time;
    private final Object renewal = new Object();
    private @Nullable FileChannel helper;
    private boolean fileLocked;
    private boolean closed;

    private LocalLock(LocalMachine machine, Path root, LocalStorage storage, LockRequest request) {
        this.admin = storage.adminPath();
        this.storage = storage;
        this.mine = LockText.mine(machine.host().get(), request.command());
        this.mutex = machine.mutexes().apply(root);
        this.time = machine.time();
    }

    /** @param root the real path of the store's root */
    static LocalLock acquire(LocalMachine machine, Path root, LocalStorage storage, LockRequest request)
            throws IOException {
        LocalLock lock = new LocalLock(machine, root, storage, request);
        Wait wait = new Wait(request, machine.time());
        while (!lock.mutex.tryAcquire()) {
            wait.once("another thread of this process");
        }
        boolean taken = false;
        try {
            lock.take(wait);
            taken = true;
        } finally {
            if (!taken) {
                lock.releaseHelper();
                lock.mutex.release();
            }
        }
        Thread renewer = new Thread(lock::renewUntilClosed, "symkit-store-lock");
        renewer.setDaemon(true);
        renewer.start();
        return lock;
    }

    private void take(Wait wait) throws IOException {
        FileChannel channel = openHelper();
        helper = channel;
        boolean withoutLocks = false;
        Observation seen = new Observation("", time.nanos());
        while (true) {
            if (!fileLocked && !withoutLocks) {
                try {
                    fileLocked = channel.tryLock(HELPER_BYTE, 1, false) != null;
                } catch (OverlappingFileLockException e) {
                    fileLocked = false; // another class loader of this process has it
                } catch (UnsupportedOperationException | IOException e) {
                    withoutLocks = true; // the claim file alone decides
                }
            }
            if (fileLocked || withoutLocks) {
                if (storage.claim(claimPath(), mine.bytes(0))) {
                    return;
                }
            }
            Optional<String> holder = readClaim();
            if (holder.isPresent() && (fileLocked || withoutLocks)) {
                seen = seen.text().equals(holder.get()) ? seen : new Observation(holder.get(), time.nanos());
                boolean ownerIsDead = fileLocked && mine.isHostOf(holder.get());
                if (ownerIsDead || time.nanos() - seen.sinceNanos() > STALE.toNanos()) {
                    steal(holder.get());
                    continue;
                }
            }
            wait.once(holder.orElse("").strip());
        }
    }

    private FileChannel openHelper() throws IOException {
        Path file = admin.resolve(HELPER);
        if (!Files.exists(file)) {
            storage.claim(admin.getFileName() + "/" + HELPER, new byte[0]);
        }
        return FileChannel.open(file, StandardOpenOption.WRITE);
    }

    private String claimPath() {
        return admin.getFileName() + "/" + CLAIM;
    }

    private Optional<String> readClaim() throws IOException {
        try {
            return Optional.of(Files.readString(admin.resolve(CLAIM), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Moves the stale claim away; if it turns out to be another than the one observed, puts it back. */
    private void steal(String observed) throws IOException {
        Path away = admin.resolve(LocalStaging.PREFIX + "stolen-" + UUID.randomUUID());
        try {
            Files.move(admin.resolve(CLAIM), away, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return; // its owner, or another thief, was faster
        }
        if (!Files.readString(away, StandardCharsets.ISO_8859_1).equals(observed)) {
            storage.publish(admin.getFileName() + "/" + away.getFileName(), claimPath(), Condition.IF_ABSENT);
        }
        Files.deleteIfExists(away);
    }

    private void renewUntilClosed() {
        long beat = 0;
        synchronized (renewal) {
            while (!closed) {
                try {
                    TimeUnit.MILLISECONDS.timedWait(renewal, RENEW.toMillis());
                } catch (InterruptedException e) {
                    return;
                }
                if (!closed) {
                    beat++;
                    renew(beat);
                }
            }
        }
    }

    private void renew(long beat) {
        // The file is opened, never created: a thief may have moved it away, and then it must stay away.
        try (FileChannel channel = FileChannel.open(admin.resolve(CLAIM), StandardOpenOption.WRITE)) {
            if (stillHeld()) {
                channel.write(ByteBuffer.wrap(mine.bytes(beat)), 0);
            }
        } catch (IOException e) {
            // not renewed this time; stillHeld() tells the holder if it was stolen meanwhile
        }
    }

    @Override
    public boolean stillHeld() throws IOException {
        return readClaim().filter(mine::isNonceOf).isPresent();
    }

    @Override
    public void close() throws IOException {
        synchronized (renewal) {
            if (closed) {
                return;
            }
            closed = true;
            renewal.notifyAll();
        }
        try {
            if (stillHeld()) {
                Files.deleteIfExists(admin.resolve(CLAIM));
            }
        } finally {
            releaseHelper();
            mutex.release();
        }
    }

    private void releaseHelper() throws IOException {
        FileChannel channel = helper;
        if (channel != null) {
            channel.close(); // drops the file lock too
        }
    }

    /** A claim text and since when, by this process's own clock, it has been the same. */
    private record Observation(String text, long sinceNanos) {}

    /** Waits a little, with jitter, until the time allowed is over. */
    private static final class Wait {
        private final LockRequest request;
        private final LocalMachine.Time time;
        private final long start;
        private long pollMillis = FIRST_POLL_MILLIS;
        private boolean told;

        Wait(LockRequest request, LocalMachine.Time time) {
            this.request = request;
            this.time = time;
            this.start = time.nanos();
        }

        void once(String holder) throws IOException {
            if (request.cancelled().getAsBoolean()) {
                throw new CancellationException();
            }
            if (!told && !holder.isEmpty()) {
                told = true;
                request.waiting().accept(holder);
            }
            long leftNanos = request.timeout().toNanos() - (time.nanos() - start);
            if (leftNanos <= 0) {
                throw new StoreException(
                        StoreException.Reason.LOCK_TIMEOUT,
                        "the store is in use" + (holder.isEmpty() ? "" : " by " + holder));
            }
            long millis = pollMillis / 2 + ThreadLocalRandom.current().nextLong(pollMillis / 2 + 1);
            pollMillis = Math.min(POLL_MILLIS, pollMillis * 2);
            try {
                time.sleep(Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis))));
            } catch (InterruptedException e) {
                throw new CancellationException();
            }
        }
    }
}
