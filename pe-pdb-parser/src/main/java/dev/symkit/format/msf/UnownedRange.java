// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

/**
 * Bytes of an MSF 7.00 file, inside one page, that are the content of no stream.
 *
 * @param kind why they are not
 * @param stream number of the stream for {@link Kind#STREAM_SLACK}, 0 for {@link Kind#OLD_DIRECTORY_PAGE}, else -1
 * @param page number of the page, from 0
 * @param position bytes from the start of the file
 * @param length number of bytes, at least 1 and at most a page
 */
public record UnownedRange(Kind kind, int stream, long page, long position, int length) {
    /** Why bytes belong to no stream. */
    public enum Kind {
        /** Page 0 behind the header. */
        HEADER_SLACK,
        /** Behind the last page number in the pages of the directory map. */
        MAP_SLACK,
        /** Behind the last page number in the pages of the stream directory. */
        DIRECTORY_SLACK,
        /** Behind the end of a stream, 1 or above, in its last page. */
        STREAM_SLACK,
        /** A page of no stream. */
        FREE_PAGE,
        /** A page of stream 0, the directory of an earlier commit, and of nothing else. */
        OLD_DIRECTORY_PAGE,
        /** Behind the last page that the header counts. */
        BEHIND_LAST_PAGE,
        /** A page kept for a free page map whose bits lie beyond the last page; writers fill it with 0xFF or 0. */
        UNUSED_MAP_PAGE
    }
}
