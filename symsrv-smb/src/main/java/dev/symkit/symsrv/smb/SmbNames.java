// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import java.nio.file.FileSystemException;

/**
 * From places in a store to paths on the share. What a share cannot hold is refused here and never sent: a colon would name a stream
 * of another file, and servers that are Windows drop blanks and dots at the end.
 */
final class SmbNames {
    private static final String FORBIDDEN = "<>:\"/\\|?*";

    private SmbNames() {}

    /** Whether a text can be the name of a file or a directory on a share. */
    static boolean isName(String name) {
        if (name.isEmpty() || name.endsWith(".") || name.endsWith(" ")) {
            return false; // this covers . and ..
        }
        return name.chars().noneMatch(c -> c < ' ' || FORBIDDEN.indexOf(c) >= 0);
    }

    /** A place below {@code directory}, both with {@code /}, as the server wants it. */
    static String path(String directory, String place) throws NotAName {
        for (String part : place.split("/", -1)) {
            if (part.equals("..") || part.equals(".") || (part.isEmpty() && !place.isEmpty())) {
                throw new IllegalArgumentException("path leaves the store: " + place);
            }
            if (!place.isEmpty() && !isName(part)) {
                throw new NotAName(place, part);
            }
        }
        String between = directory.isEmpty() || place.isEmpty() ? "" : "/";
        return (directory + between + place).replace('/', '\\');
    }

    /** A name that a share cannot hold; nothing has it, and it cannot be made. */
    static final class NotAName extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NotAName(String path, String part) {
            super(path, null, "'" + part + "' cannot be a name on a share");
        }
    }
}
