// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.LockRenewal;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.LockText;
import dev.symkit.store.storage.LockWait;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StoreLock;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The lock of a store on a share (symbol-store-format 8.3): the file {@code 000Admin/.symstore.lock.excl}, made by create-new and
 * deleted by the server when it is closed, so it goes with the connection. Others may read it meanwhile, to tell who has it, but
 * neither write nor move nor delete it.
 *
 * <p>Writers with a mount or on the server use the same file. One of theirs is stale when it was not renewed for 120 s. One that was
 * made over SMB and is not open any more is left from a server that was killed: its holder is without it already. Whether it is open
 * is looked for only when it was not renewed in time: Samba (4.17) makes a new file first and knows a moment later how it is shared,
 * so who opens it alone in between takes it from its maker, and an empty file stays.
 */
final class SmbLock implements StoreLock {
    /** Ends the host in the text, so that no writer of the same machine that does not use SMB takes its holder for dead. */
    private static final String OVER_SMB = "/smb";

    /** More than the time between two renewals. */
    private static final Duration MISSED_RENEWAL = Duration.ofSeconds(15);

    private static final int MOST_TEXT = 64 << 10;

    private final SmbTree tree;
    private final String place;
    private final SmbHandle handle;
    private final long id;
    private final LockText mine;
    private final LockRenewal renewal;

    private SmbLock(SmbTree tree, String place, SmbHandle handle, long id, LockText mine) {
        this.tree = tree;
        this.place = place;
        this.handle = handle;
        this.id = id;
        this.mine = mine;
        this.renewal = LockRenewal.start(this::renew);
    }

    static SmbLock acquire(SmbTree tree, String admin, LockClock clock, LockRequest request) throws IOException {
        String place = admin + "/" + StorageNames.LOCK;
        LockText mine = LockText.mine(LockText.thisHost() + OVER_SMB, request.command());
        LockWait wait = new LockWait(request, clock);
        while (true) {
            Optional<SmbHandle> handle = create(tree, place);
            if (handle.isPresent()) {
                return hold(tree, place, handle.get(), mine);
            }
            Optional<String> holder = read(tree, place);
            if (holder.isPresent()
                    && (wait.isStale(holder.get()) || isLeftBehind(holder.get(), wait))
                    && steal(tree, admin, holder.get())) {
                continue;
            }
            wait.once(holder.orElse("").strip());
        }
    }

    private static SmbLock hold(SmbTree tree, String place, SmbHandle handle, LockText mine) throws IOException {
        boolean held = false;
        try {
            byte[] text = mine.bytes(0);
            handle.write(0, text, 0, text.length);
            SmbLock lock = new SmbLock(tree, place, handle, handle.info().id(), mine);
            held = true;
            return lock;
        } finally {
            if (!held) {
                handle.close();
            }
        }
    }

    private static Optional<SmbHandle> create(SmbTree tree, String place) throws IOException {
        try {
            return Optional.of(tree.open(place, SmbMode.NEW_LOCK));
        } catch (FileAlreadyExistsException | SmbErrors.InUse e) {
            return Optional.empty();
        }
    }

    /** The text of the lock file; empty if there is none any more or it cannot be read now. */
    private static Optional<String> read(SmbTree tree, String place) throws IOException {
        try (SmbHandle file = tree.open(place, SmbMode.READ)) {
            return Optional.of(text(file));
        } catch (NoSuchFileException | SmbErrors.InUse | EOFException e) {
            return Optional.empty(); // gone, going, or just being written
        }
    }

    private static String text(SmbHandle file) throws IOException {
        byte[] bytes = new byte[(int) Math.min(MOST_TEXT, file.info().size())];
        file.read(0, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Whether a lock belongs to a handle if to anybody; {@link #steal} finds out that there is none. */
    private static boolean isLeftBehind(String text, LockWait wait) {
        return (text.isEmpty() || text.contains(OVER_SMB + " "))
                && wait.unchanged(text).compareTo(MISSED_RENEWAL) > 0;
    }

    /** Moves a lock away that nobody has open and deletes it; if it is another than the one observed, puts it back. */
    private static boolean steal(SmbTree tree, String admin, String observed) throws IOException {
        String place = admin + "/" + StorageNames.LOCK;
        String away = admin + "/" + StorageNames.STAGING_PREFIX + "stolen-" + UUID.randomUUID();
        try (SmbHandle file = tree.open(place, SmbMode.CHANGE_ALONE)) {
            if (!text(file).equals(observed)) {
                return false;
            }
            file.rename(SmbNames.path(tree.root(), away), false);
            if (text(file).equals(observed)) {
                file.delete();
                return true;
            }
            file.rename(SmbNames.path(tree.root(), place), false);
            return false;
        } catch (NoSuchFileException | SmbErrors.InUse e) {
            return false; // its holder lives, or gave it back, or another thief was faster
        } catch (FileAlreadyExistsException e) {
            tree.delete(away); // somebody has taken the lock meanwhile; this one is lost to its holder, who will notice
            return false;
        }
    }

    private void renew(long beat) {
        try {
            byte[] text = mine.bytes(beat);
            handle.write(0, text, 0, text.length);
        } catch (IOException e) {
            // the connection is gone and the lock with it; stillHeld() tells the holder
        }
    }

    /** Whether the file is still open, holds this holder's text and is the one that the others see. */
    @Override
    public boolean stillHeld() throws IOException {
        try {
            if (!mine.isNonceOf(text(handle))) {
                return false;
            }
        } catch (FileSystemException | EOFException e) {
            return false; // the connection is gone, or the file was closed on the server
        }
        return tree.look(place).map(SmbInfo::id).equals(Optional.of(id));
    }

    @Override
    public void close() throws IOException {
        if (!renewal.stop() || !handle.isOpen()) {
            return;
        }
        try {
            Optional<Long> there = tree.look(place).map(SmbInfo::id);
            if (there.isPresent() && there.get() != id) {
                closeBesideAnother();
                return;
            }
        } finally {
            closeFile();
        }
    }

    private void closeFile() throws IOException {
        try {
            handle.close();
        } catch (NoSuchFileException e) {
            // a thief has moved it away: there is nothing to delete
        }
    }

    /**
     * Closes the file when a writer on the server, who can move it although it is open, has stolen the lock. Samba (4.17) deletes by the
     * name under which it was opened, whatever file has that now: so the thief's is moved out of the way for that moment.
     */
    private void closeBesideAnother() throws IOException {
        String aside = place.substring(0, place.lastIndexOf('/') + 1)
                + StorageNames.STAGING_PREFIX
                + "aside-"
                + UUID.randomUUID();
        try {
            tree.rename(place, aside, false);
        } catch (NoSuchFileException | SmbErrors.InUse e) {
            return; // given back, or of a writer that comes over SMB
        }
        try {
            closeFile();
        } finally {
            tree.rename(aside, place, false);
        }
    }
}
