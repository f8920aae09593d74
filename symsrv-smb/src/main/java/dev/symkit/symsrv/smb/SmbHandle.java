// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import com.hierynomus.msdtyp.FileTime;
import com.hierynomus.msfscc.fileinformation.FileBasicInformation;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.File;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.List;

/** A file or a directory that is open on the server, until it is closed or the connection breaks. Thread-safe. */
final class SmbHandle implements Closeable {
    private final SmbShare share;
    private final SmbLink link;
    private final DiskEntry entry;
    private final String path;

    SmbHandle(SmbShare share, SmbLink link, DiskEntry entry, String path) {
        this.share = share;
        this.link = link;
        this.entry = entry;
        this.path = path;
    }

    boolean isDirectory() {
        return entry instanceof Directory;
    }

    /** Whether the connection it is open on still stands. */
    boolean isOpen() {
        return link.isUp();
    }

    SmbInfo info() throws IOException {
        return share.ask(link, path, () -> SmbInfo.of(entry.getFileInformation()));
    }

    List<String> list() throws IOException {
        if (!(entry instanceof Directory directory)) {
            throw new FileSystemException(share.shown(path), null, "not a directory");
        }
        return share.ask(link, path, () -> SmbShare.names(directory));
    }

    private File file() throws FileSystemException {
        if (!(entry instanceof File file)) {
            throw new FileSystemException(share.shown(path), null, "not a file");
        }
        return file;
    }

    /** Reads exactly so many bytes. */
    void read(long position, byte[] into, int at, int length) throws IOException {
        File file = file();
        for (int done = 0; done < length; ) {
            int from = done;
            int got = share.ask(link, path, () -> file.read(into, position + from, at + from, length - from));
            if (got <= 0) {
                throw new EOFException(share.shown(path) + ": ends before byte " + (position + length));
            }
            done += got;
        }
    }

    /** Writes all the bytes. */
    void write(long position, byte[] from, int at, int length) throws IOException {
        File file = file();
        long written = share.ask(link, path, () -> file.write(from, position, at, length));
        if (written != length) {
            throw new FileSystemException(
                    share.shown(path), null, "only " + written + " of " + length + " bytes were written");
        }
    }

    void setModified(Instant time) throws IOException {
        FileTime keep = FileBasicInformation.DONT_SET;
        share.ask(link, path, () -> {
            entry.setFileInformation(new FileBasicInformation(keep, keep, FileTime.fromInstant(time), keep, 0));
            return true;
        });
    }

    /** Forces it to the server's disk. */
    void flush() throws IOException {
        share.ask(link, path, () -> {
            entry.flush();
            return true;
        });
    }

    /** Gives it another path on the share. The handle stays open. */
    void rename(String to, boolean replace) throws IOException {
        share.ask(link, to, () -> {
            entry.rename(to, replace);
            return true;
        });
    }

    /** Deletes it when the last handle is closed; nobody can open it any more. */
    void delete() throws IOException {
        share.ask(link, path, () -> {
            entry.deleteOnClose();
            return true;
        });
    }

    /**
     * Locks all of it, as {@link java.nio.channels.FileChannel#tryLock()} does, until it is closed.
     *
     * @throws SmbErrors.InUse if somebody has
     */
    void lock() throws IOException {
        share.ask(link, path, () -> {
            entry.requestLock().exclusiveLock(0, Long.MAX_VALUE, true).send();
            return true;
        });
    }

    /** Closes it. If the connection is gone, so is the handle. */
    @Override
    public void close() throws IOException {
        if (!isOpen()) {
            return;
        }
        try {
            share.ask(link, path, () -> {
                entry.close();
                return true;
            });
        } catch (SmbErrors.ConnectionLost e) {
            // the server has closed it, or does so when it notices
        }
    }
}
