// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

/** Bounds that readers check before they allocate or loop; each is our choice, well above what real files need. */
public final class Limits {
    /** Largest piece of a file or stream that is decoded from one array, in bytes. */
    public static final int MAX_WINDOW = 1 << 26;

    /** Streams of one MSF file: stream numbers are 16-bit wherever another stream names them. */
    public static final int MAX_STREAMS = 1 << 16;

    /** Entries of a debug directory; linkers write about ten. */
    public static final int MAX_DEBUG_ENTRIES = 1024;

    /** Bytes of one CodeView record; the longest Windows path is 32,767 UTF-16 units. */
    public static final int MAX_CODEVIEW_BYTES = 1 << 17;

    /** Streams of a metadata root; compilers write about six. */
    public static final int MAX_METADATA_STREAMS = 1024;

    /** Scopes of symbols inside each other; those of inlined procedures go deepest, to about 50 in real files. */
    public static final int MAX_SCOPES = 4096;

    private Limits() {}
}
