// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

/** Text of a file or a server, made fit for a line of a message. */
final class Printable {
    private static final int LONGEST = 100;

    private Printable() {}

    /** The text without control characters, cut off where it gets long. */
    static String of(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
