// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;

/**
 * Where the pages of a file lie and which of them may hold content.
 *
 * @param big true for MSF 7.00
 * @param pageSize bytes per page, a power of two
 * @param pageCount number of pages according to the header
 * @param fileSize bytes in the file
 */
record Geometry(boolean big, int pageSize, long pageCount, long fileSize) {
    /** Number of pages that {@code bytes} bytes take. */
    long pagesFor(long bytes) {
        return (bytes + pageSize - 1) / pageSize;
    }

    /** Bytes from the start of the file to a page. */
    long positionOf(long page) {
        return page * pageSize;
    }

    /**
     * Refuses a page number that cannot hold content: the header page, a free page map page, or one past the last page.
     *
     * @param page the number
     * @param where place of the number
     */
    void check(long page, Origin where) throws FormatException {
        if (page <= 0 || page >= pageCount) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    where,
                    "page " + page + " is not one of the " + pageCount + " pages");
        }
        if (isFreePageMap(page)) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE, where, "page " + page + " belongs to the free page map");
        }
    }

    /**
     * MSF 7.00 keeps the second and third page of every interval of {@code pageSize} pages for the two maps. MSF 2.00 has both
     * maps right after page 0, of 8, 4 or 1 pages each (microsoft-pdb, {@code msf.cpp}); the 512-byte form is not published.
     */
    boolean isFreePageMap(long page) {
        if (big) {
            long inInterval = page % pageSize;
            return inInterval == 1 || inInterval == 2;
        }
        return switch (pageSize) {
            case 1024 -> page <= 2 * 8;
            case 2048 -> page <= 2 * 4;
            case 4096 -> page <= 2;
            default -> false;
        };
    }
}
