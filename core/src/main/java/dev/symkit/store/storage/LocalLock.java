// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a store on a file system (symbol-store-format 8.3): a mutex among the threads of this process, then a file
 * lock among the processes of this machine, then the file {@code 000Admin/.symstore.lock.excl}, which also keeps other
 * hosts out and is renewed every 10 s while it is held.
 */
final class LocalLock implements StoreLock {
    static final String CLAIM = StorageNames.LOCK;
    private static final String HELPER = ".symstore.lock";
    private static final long HELPER_BYTE = 1L << 62;
    private static final String UNREADABLE = "a writer whose lock file cannot be read";

    private final Path admin;
    private final LocalStorage storage;
    private final LockText mine;
    private final Semaphore mutex;
    private @Nullable LockRenewal renewal;
    private @Nullable FileChannel helper;
    private boolean fileLocked;

    private LocalLock(LocalMachine machine, Path root, LocalStorage storage, LockRequest request) {
        this.admin = storage.adminPath();
        this.storage = storage;
        this.mine = LockText.mine(machine.host().get(), request.command());
        this.mutex = machine.mutexes().apply(root);
    }

    /** @param root the real path of the store's root */
    static LocalLock acquire(LocalMachine machine, Path root, LocalStorage storage, LockRequest request)
            throws IOException {
        LocalLock lock = new LocalLock(machine, root, storage, request);
        LockWait wait = new LockWait(request, machine.time());
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
        lock.renewal = LockRenewal.start(lock::renew);
        return lock;
    }

    private void take(LockWait wait) throws IOException {
        FileChannel channel = openHelper();
        helper = channel;
        boolean withoutLocks = false;
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
            Optional<String> holder = readHolder();
            if (holder.isPresent() && !holder.get().equals(UNREADABLE) && (fileLocked || withoutLocks)) {
                boolean stale = wait.isStale(holder.get());
                if (stale || (fileLocked && mine.isHostOf(holder.get()))) { // of this host: its owner is dead
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

    /**
     * The text of the lock file, empty if there is none. One that is there but cannot be read, because a writer on another machine has it
     * open and shares it with nobody, is in use like any other.
     */
    private Optional<String> readHolder() throws IOException {
        try {
            return readClaim();
        } catch (IOException e) {
            if (Files.exists(admin.resolve(CLAIM), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(UNREADABLE);
            }
            throw e;
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
        LockRenewal running = renewal;
        if (running == null || !running.stop()) {
            return;
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
}
