// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.path.UncPath;
import dev.symkit.store.storage.StoreException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a store is: {@code \\server\share\directory}, with slashes of either kind behind the first two.
 *
 * @param server a name or an IPv4 address
 * @param share the name of the share
 * @param directory the store's root below the share, parts separated by {@code /}; empty for the share itself
 */
record SmbLocation(String server, String share, String directory) {
    private static final Pattern SERVER = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*");

    /** Whether a text has the form of a path on a share, and not that of a device ({@code \\?\}, {@code \\.\}). */
    static boolean is(String text) {
        return UncPath.isCertain(text) && !text.startsWith("\\\\?\\") && !text.startsWith("\\\\.\\");
    }

    /** @throws StoreException {@code NOT_A_STORE} if server or share are missing or cannot be names of such */
    static SmbLocation parse(String text) throws StoreException {
        List<String> parts = UncPath.parts(text);
        if (!is(text) || parts.isEmpty()) {
            throw refused(text, "it does not begin with \\\\server\\share");
        }
        String server = parts.get(0);
        if (!SERVER.matcher(server).matches()) {
            throw refused(text, "'" + server + "' is no name of a server (another port: -Dsymsrv.smb.port=PORT)");
        }
        if (parts.size() < 2) {
            throw refused(text, "the name of a share is missing");
        }
        for (String part : parts.subList(1, parts.size())) {
            if (!SmbNames.isName(part)) {
                throw refused(text, "'" + part + "' cannot be a name on a share");
            }
        }
        return new SmbLocation(server, parts.get(1), String.join("/", parts.subList(2, parts.size())));
    }

    private static StoreException refused(String text, String why) {
        return new StoreException(StoreException.Reason.NOT_A_STORE, "'" + text + "' is no store on a share: " + why);
    }

    /** {@code \\server\share}. */
    String root() {
        return "\\\\" + server + "\\" + share;
    }
}
