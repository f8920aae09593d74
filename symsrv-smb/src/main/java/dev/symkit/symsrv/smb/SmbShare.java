// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileNamesInformation;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A share on a server: the transport below {@link SmbStorage}. Connects when it is first used and again after the connection broke.
 * Thread-safe.
 *
 * <p>What was open when the connection broke stays broken. A request that only opens what is there is made once more on a new
 * connection; any other ends with {@link SmbErrors.ConnectionLost}, for nobody knows whether it took effect.
 *
 * <p>Paths are relative to the share, with backslashes. Failures are those of {@link java.nio.file.Files}.
 */
final class SmbShare implements Closeable {
    private final SmbLocation where;
    private final SmbSettings settings;
    private @Nullable SmbLink link;
    private boolean closed;

    /** Does not connect yet. */
    SmbShare(SmbLocation where, SmbSettings settings) {
        this.where = where;
        this.settings = settings;
    }

    /** A path for people. */
    String shown(String path) {
        return where.root() + (path.isEmpty() ? "" : "\\" + path);
    }

    /** Opens a file or a directory. */
    SmbHandle open(String path, SmbMode mode) throws IOException {
        SmbLink first = link();
        try {
            return open(first, path, mode);
        } catch (SmbErrors.ConnectionLost e) {
            if (!mode.isRepeatable()) {
                throw e;
            }
            return open(link(), path, mode);
        }
    }

    private SmbHandle open(SmbLink on, String path, SmbMode mode) throws IOException {
        EnumSet<SMB2CreateOptions> options = EnumSet.noneOf(SMB2CreateOptions.class);
        options.addAll(mode.options());
        DiskEntry entry = ask(
                on,
                path,
                () -> on.share()
                        .open(
                                path,
                                mode.access(),
                                EnumSet.noneOf(FileAttributes.class),
                                mode.sharing(),
                                mode.disposition(),
                                options));
        return new SmbHandle(this, on, entry, path);
    }

    /** Kind, size, time and version of a path; empty if nothing is there, or only something that is about to be deleted. */
    Optional<SmbInfo> look(String path) throws IOException {
        try (SmbHandle handle = open(path, SmbMode.LOOK)) {
            return Optional.of(handle.info());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (SmbErrors.InUse e) {
            return Optional.empty(); // deleted, and somebody still reads it
        }
    }

    /** The names in a directory. */
    List<String> list(String path) throws IOException {
        try (SmbHandle handle = open(path, SmbMode.LIST)) {
            return handle.list();
        }
    }

    /** The names in a directory that is open. */
    static List<String> names(Directory directory) {
        List<String> names = new ArrayList<>();
        for (FileNamesInformation entry : directory.list(FileNamesInformation.class)) {
            String name = entry.getFileName();
            if (!name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
        return names;
    }

    /** One request and its answer. */
    interface Request<T> {
        /** Asks the server. */
        T ask();
    }

    /** Makes a request on a connection, which is given up if it turns out to be broken. */
    <T> T ask(SmbLink on, String path, Request<T> request) throws IOException {
        try {
            return request.ask();
        } catch (SMBRuntimeException e) {
            IOException failure = SmbErrors.of(e, shown(path));
            if (failure instanceof SmbErrors.ConnectionLost) {
                giveUp(on);
            }
            throw failure;
        }
    }

    private synchronized SmbLink link() throws IOException {
        if (closed) {
            throw new IOException(where.root() + " is closed");
        }
        SmbLink known = link;
        if (known != null && known.isUp()) {
            return known;
        }
        link = null;
        SmbLink fresh = SmbLink.open(where, settings);
        link = fresh;
        return fresh;
    }

    private synchronized void giveUp(SmbLink broken) {
        if (broken.equals(link)) {
            link = null;
        }
        try {
            broken.drop();
        } catch (IOException e) {
            // it is broken anyway
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        SmbLink known = link;
        link = null;
        if (known != null) {
            known.close();
        }
    }
}
