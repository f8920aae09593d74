// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static com.hierynomus.msdtyp.AccessMask.DELETE;
import static com.hierynomus.msdtyp.AccessMask.FILE_LIST_DIRECTORY;
import static com.hierynomus.msdtyp.AccessMask.FILE_READ_ATTRIBUTES;
import static com.hierynomus.msdtyp.AccessMask.FILE_READ_DATA;
import static com.hierynomus.msdtyp.AccessMask.FILE_WRITE_ATTRIBUTES;
import static com.hierynomus.msdtyp.AccessMask.FILE_WRITE_DATA;
import static com.hierynomus.mssmb2.SMB2CreateDisposition.FILE_CREATE;
import static com.hierynomus.mssmb2.SMB2CreateDisposition.FILE_OPEN;
import static com.hierynomus.mssmb2.SMB2CreateOptions.FILE_DELETE_ON_CLOSE;
import static com.hierynomus.mssmb2.SMB2CreateOptions.FILE_DIRECTORY_FILE;
import static com.hierynomus.mssmb2.SMB2CreateOptions.FILE_NON_DIRECTORY_FILE;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import java.util.Set;

/**
 * The ways in which a store opens what is on a share. What they allow others decides who keeps whom out (MS-SMB2 2.2.13).
 *
 * @param access what is asked for
 * @param sharing what others may do meanwhile
 * @param disposition whether it must be there or must not
 * @param options kind, and what happens on closing
 */
record SmbMode(
        Set<AccessMask> access,
        Set<SMB2ShareAccess> sharing,
        SMB2CreateDisposition disposition,
        Set<SMB2CreateOptions> options) {
    /** Attributes only. Never refused because somebody has it open. */
    static final SmbMode LOOK = new SmbMode(Set.of(FILE_READ_ATTRIBUTES), SMB2ShareAccess.ALL, FILE_OPEN, Set.of());
    /** A directory's entries. */
    static final SmbMode LIST = new SmbMode(
            Set.of(FILE_LIST_DIRECTORY, FILE_READ_ATTRIBUTES),
            SMB2ShareAccess.ALL,
            FILE_OPEN,
            Set.of(FILE_DIRECTORY_FILE));
    /** A file's bytes; stops neither a writer nor a delete. */
    static final SmbMode READ = new SmbMode(
            Set.of(FILE_READ_DATA, FILE_READ_ATTRIBUTES),
            SMB2ShareAccess.ALL,
            FILE_OPEN,
            Set.of(FILE_NON_DIRECTORY_FILE));
    /** A new directory. */
    static final SmbMode NEW_DIRECTORY = new SmbMode(
            Set.of(FILE_LIST_DIRECTORY, FILE_READ_ATTRIBUTES),
            SMB2ShareAccess.ALL,
            FILE_CREATE,
            Set.of(FILE_DIRECTORY_FILE));
    /** A new file, to be written, dated and perhaps renamed. */
    static final SmbMode NEW_FILE = new SmbMode(
            Set.of(FILE_WRITE_DATA, FILE_READ_ATTRIBUTES, FILE_WRITE_ATTRIBUTES, DELETE),
            SMB2ShareAccess.ALL,
            FILE_CREATE,
            Set.of(FILE_NON_DIRECTORY_FILE));
    /** A new file that is there for as long as it is open; others may only read it. */
    static final SmbMode NEW_LOCK = new SmbMode(
            Set.of(FILE_READ_DATA, FILE_WRITE_DATA, FILE_READ_ATTRIBUTES, DELETE),
            Set.of(SMB2ShareAccess.FILE_SHARE_READ),
            FILE_CREATE,
            Set.of(FILE_NON_DIRECTORY_FILE, FILE_DELETE_ON_CLOSE));
    /** A file or a directory that is to be forced to disk; also to find out whether somebody has locked a part of it. */
    static final SmbMode WRITE =
            new SmbMode(Set.of(FILE_WRITE_DATA, FILE_READ_ATTRIBUTES), SMB2ShareAccess.ALL, FILE_OPEN, Set.of());
    /** A file or a directory that is to be renamed or deleted. */
    static final SmbMode CHANGE =
            new SmbMode(Set.of(DELETE, FILE_READ_ATTRIBUTES), SMB2ShareAccess.ALL, FILE_OPEN, Set.of());
    /** A file that is to be renamed or deleted only if nobody has it open. */
    static final SmbMode CHANGE_ALONE = new SmbMode(
            Set.of(DELETE, FILE_READ_DATA, FILE_READ_ATTRIBUTES), Set.of(), FILE_OPEN, Set.of(FILE_NON_DIRECTORY_FILE));

    /** Copies the sets. */
    SmbMode {
        access = Set.copyOf(access);
        sharing = Set.copyOf(sharing);
        options = Set.copyOf(options);
    }

    /** Whether opening it twice does no more than opening it once. */
    boolean isRepeatable() {
        return disposition == FILE_OPEN;
    }
}
